import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createModerationBatchActivities } from '../activities/moderation-batch.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';
import { runBatches } from './lanes.js';

type Activities = ReturnType<typeof createModerationBatchActivities>;

const {
  beginModeration,
  gatherSelectedMessages,
  moderateNextItems,
  completeModeration,
  cancelModeration,
  failModeration,
} = proxyActivities<Activities>(patience);

const batchSize = 50;
/** How many are worked on at the same time is decided within a batch, by its caller. */
const lanes = 1;

/** Gathers what a batch selects, if it does, and moderates its items until none is left. */
export function moderationBatch({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelModeration({ jobId });
  const fail = (reason: string) => failModeration({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused, selects = false } = await beginModeration({ jobId });
    if (!proceed) return cancel();
    const moderateAll = () => runBatches((size) => moderateNextItems({ jobId, size }), { batchSize, lanes });
    const work = async () => (!selects || (await gatherAll(jobId))) && moderateAll();
    const isDone = await control.pausable(work, { paused });
    if (!isDone) return continueAsNew<typeof moderationBatch>({ jobId });
    return completeModeration({ jobId });
  });
}

/** True when everything is gathered, false when the history is long enough for a new run. */
async function gatherAll(jobId: string): Promise<boolean> {
  while (!workflowInfo().continueAsNewSuggested) {
    const { isGathered } = await gatherSelectedMessages({ jobId });
    if (isGathered) return true;
  }
  return false;
}
