import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createDigestActivities } from '../activities/digest.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';
import { runBatches } from './lanes.js';

const { beginDigest, makeNextDigest, completeDigest, cancelDigest, failDigest } =
  proxyActivities<ReturnType<typeof createDigestActivities>>(patience);

/** Makes the digest of a channel. */
export function digest({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelDigest({ jobId });
  const fail = (reason: string) => failDigest({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused } = await beginDigest({ jobId });
    if (!proceed) return cancel();
    const makeAll = () => runBatches((size) => makeNextDigest({ jobId, size }), { batchSize: 1, lanes: 1 });
    const isDone = await control.pausable(makeAll, { paused });
    return isDone ? completeDigest({ jobId }) : continueAsNew<typeof digest>({ jobId });
  });
}
