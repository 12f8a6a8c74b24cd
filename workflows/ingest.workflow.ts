import {
  ActivityCancellationType,
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

/**
 * A worker that was lost is noticed after the heartbeat's timeout, whatever it was doing. A cancelled batch is waited
 * for: it must not store anything any more when the job says that it ended.
 */
const patience = {
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
} as const;

const { beginIngest, ingestNextBatch, completeIngest, cancelIngest, failIngest } =
  proxyActivities<Activities>(patience);

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
    // Cancelled before Temporal knew of it: there is nothing that this workflow could be cancelled in.
    if (!proceed) return await cancelIngest({ jobId });
    if (!(await runLanes(jobId))) return await continueAsNew<typeof ingest>({ jobId });
    return await completeIngest({ jobId });
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    const cancelled = CancellationScope.current().consideredCancelled;
    await CancellationScope.nonCancellable(() =>
      cancelled ? cancelIngest({ jobId }) : failIngest({ jobId, reason: reasonOf(error) }),
    );
    throw cancelled && !isCancellation(error) ? new CancelledFailure('cancelled') : error;
  }
}

const reasonOf = (error: unknown): string => rootCause(error) ?? 'The workflow failed';

/** True when nothing is left. A lane that fails takes the other along; both have come to rest afterwards. */
async function runLanes(jobId: string): Promise<boolean> {
  const scope = new CancellationScope();
  const results = await scope.run(() =>
    Promise.allSettled(
      Array.from({ length: lanes }, () =>
        lane(jobId).catch((error: unknown) => {
          scope.cancel();
          throw error;
        }),
      ),
    ),
  );
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as Error] : [],
  );
  const cause = failures.find((failure) => !isCancellation(failure)) ?? failures[0];
  if (cause) throw cause;
  return results.every((result) => result.status === 'fulfilled' && result.value);
}

/** True when nothing is left, false when the history is long enough for a new run. */
async function lane(jobId: string): Promise<boolean> {
  while (!workflowInfo().continueAsNewSuggested) {
    const { claimed } = await ingestNextBatch({ jobId, size: batchSize });
    if (claimed === 0) return true;
  }
  return false;
}
