import {
  CancellationScope,
  CancelledFailure,
  ContinueAsNew,
  isCancellation,
  rootCause,
} from '@temporalio/workflow';
import type { JobCounts } from '../contracts/jobs.contract.js';

/** How a job is told that its work was cancelled, or failed for a reason. */
export interface JobEnds {
  cancel(): Promise<JobCounts>;
  fail(reason: string): Promise<JobCounts>;
}

/** Does the work of a job. The job is told its end before the workflow ends, and the workflow ends as the job did. */
export async function endAsJob(
  { cancel, fail }: JobEnds,
  work: () => Promise<JobCounts>,
): Promise<JobCounts> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    const cancelled = CancellationScope.current().consideredCancelled;
    await CancellationScope.nonCancellable(() =>
      cancelled ? cancel() : fail(rootCause(error) ?? 'The workflow failed'),
    );
    throw cancelled && !isCancellation(error) ? new CancelledFailure('cancelled') : error;
  }
}
