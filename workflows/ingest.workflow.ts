import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import type { createIngestActivities } from '../activities/ingest.activities.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';
import { runBatches } from './lanes.js';

type Activities = ReturnType<typeof createIngestActivities>;

const { beginIngest, ingestNextBatch, completeIngest, cancelIngest, failIngest } =
  proxyActivities<Activities>(patience);

/** Takes the items of an ingestion job in, batch by batch; the database knows which are left. */
export function ingest({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelIngest({ jobId });
  const fail = (reason: string) => failIngest({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused } = await beginIngest({ jobId });
    // Cancelled before Temporal knew of it: there is nothing that this workflow could be cancelled in.
    if (!proceed) return cancel();
    const batches = () => runBatches((size) => ingestNextBatch({ jobId, size }));
    if (!(await control.pausable(batches, { paused }))) return continueAsNew<typeof ingest>({ jobId });
    return completeIngest({ jobId });
  });
}
