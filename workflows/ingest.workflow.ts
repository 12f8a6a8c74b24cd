import {
  CancellationScope,
  CancelledFailure,
  ContinueAsNew,
  continueAsNew,
  isCancellation,
  proxyActivities,
  rootCause,
  workflowInfo,
} from '@temporalio/workflow';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import type { createIngestActivities } from '../activities/ingest.activities.js';

type Activities = ReturnType<typeof createIngestActivities>;

const { ingestNextBatch } = proxyActivities<Activities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

const { beginIngest, completeIngest, cancelIngest, failIngest } = proxyActivities<Activities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

const batchSize = 20;
/** While one batch waits for the embedder the other reads documents. */
const lanes = 2;

/**
 * Takes the items of an ingestion job in, batch by batch; the database knows which are left. The job is told its end
 * before the workflow ends, and the workflow ends as the job did.
 */
export async function ingest({ jobId }: JobInput): Promise<JobCounts> {
  try {
    const { proceed } = await beginIngest({ jobId });
    if (!proceed) throw new CancelledFailure('cancelled before it began');
    const finished = await Promise.all(Array.from({ length: lanes }, () => lane(jobId)));
    if (!finished.every(Boolean)) return await continueAsNew<typeof ingest>({ jobId });
    return await completeIngest({ jobId });
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    await CancellationScope.nonCancellable(() =>
      isCancellation(error) ? cancelIngest({ jobId }) : failIngest({ jobId, reason: reasonOf(error) }),
    );
    throw error;
  }
}

const reasonOf = (error: unknown): string => rootCause(error) ?? 'The workflow failed';

/** True when nothing is left, false when the history is long enough for a new run. */
async function lane(jobId: string): Promise<boolean> {
  while (!workflowInfo().continueAsNewSuggested) {
    const { claimed } = await ingestNextBatch({ jobId, size: batchSize });
    if (claimed === 0) return true;
  }
  return false;
}
