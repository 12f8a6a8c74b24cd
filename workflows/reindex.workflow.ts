import { CancellationScope, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createReindexActivities } from '../activities/reindex.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';
import { runBatches } from './lanes.js';

type Activities = ReturnType<typeof createReindexActivities>;

const { beginReindex, reindexNextBatch, swapIndexes, completeReindex, cancelReindex, failReindex } =
  proxyActivities<Activities>(patience);

/**
 * Makes the next generation of a knowledge base's index beside the one that is searched, until nothing is missing in it, and
 * swaps them. A swap is not interrupted, and what follows it is not either: searches use the new one by then.
 */
export function reindex({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelReindex({ jobId });
  const fail = (reason: string) => failReindex({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused } = await beginReindex({ jobId });
    if (!proceed) return cancel();
    const isDone = await control.pausable(() => untilSwapped(jobId), { paused });
    if (!isDone) return continueAsNew<typeof reindex>({ jobId });
    return CancellationScope.nonCancellable(() => completeReindex({ jobId }));
  });
}

/** True when searches use the new generation, false when the history is long enough for a new run. */
async function untilSwapped(jobId: string): Promise<boolean> {
  for (;;) {
    if (!(await runBatches((size) => reindexNextBatch({ jobId, size })))) return false;
    const { isDone } = await CancellationScope.nonCancellable(() => swapIndexes({ jobId }));
    if (isDone) return true;
  }
}
