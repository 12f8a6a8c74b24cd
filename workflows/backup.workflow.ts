import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createBackupActivities } from '../activities/backup.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';

const { beginBackup, planBackupParts, writeNextPart, completeBackup, cancelBackup, failBackup } =
  proxyActivities<ReturnType<typeof createBackupActivities>>(patience);

/** Writes a backup part by part: one at a time, as the database is to serve others too. */
export function backup({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelBackup({ jobId });
  const fail = (reason: string) => failBackup({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused } = await beginBackup({ jobId });
    if (!proceed) return cancel();
    const isDone = await control.pausable(() => untilAllIsWritten(jobId), { paused });
    if (!isDone) return continueAsNew<typeof backup>({ jobId });
    return completeBackup({ jobId });
  });
}

/** True when no part is left, false when the history is long enough for a new run. */
async function untilAllIsWritten(jobId: string): Promise<boolean> {
  await planBackupParts({ jobId });
  while (!workflowInfo().continueAsNewSuggested) {
    const { claimed, lost } = await writeNextPart({ jobId });
    if (lost) await planBackupParts({ jobId });
    else if (claimed === 0) return true;
  }
  return false;
}
