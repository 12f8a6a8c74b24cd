import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createEmbeddingActivities } from '../activities/embeddings.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';
import { runBatches } from './lanes.js';

type Activities = ReturnType<typeof createEmbeddingActivities>;

const {
  beginEmbeddings,
  gatherNextMessages,
  embedNextMessages,
  completeEmbeddings,
  cancelEmbeddings,
  failEmbeddings,
} = proxyActivities<Activities>(patience);

/** Short texts: more of them than documents make a batch, and a commit of the vector store. */
const batchSize = 500;
/** Two would both pay for a text that many have written. */
const lanes = 1;

/** Embeds stored messages until none lacks its vector. */
export function embeddings({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelEmbeddings({ jobId });
  const fail = (reason: string) => failEmbeddings({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused } = await beginEmbeddings({ jobId });
    if (!proceed) return cancel();
    const isDone = await control.pausable(() => untilNothingIsNew(jobId), { paused });
    if (!isDone) return continueAsNew<typeof embeddings>({ jobId });
    return completeEmbeddings({ jobId });
  });
}

/** True when no message is left, false when the history is long enough for a new run. */
async function untilNothingIsNew(jobId: string): Promise<boolean> {
  // After a pause what was gathered before is left; what came while the others were embedded is looked for once more.
  await gatherAll(jobId);
  do {
    if (!(await runBatches((size) => embedNextMessages({ jobId, size }), { batchSize, lanes }))) return false;
  } while (await gatherAll(jobId));
  return true;
}

/** Whether there is anything that the job did not know. */
async function gatherAll(jobId: string): Promise<boolean> {
  let isAnyNew = false;
  for (let after: string | null = ''; after !== null;) {
    const { last, isNew }: { last: string | null; isNew: boolean } = await gatherNextMessages({
      jobId,
      after,
    });
    isAnyNew ||= isNew;
    after = last;
  }
  return isAnyNew;
}
