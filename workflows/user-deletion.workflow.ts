import { CancellationScope, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createUserDeletionActivities } from '../activities/user-deletion.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { patience } from './job-control.js';
import { untilNothingIsLeft } from './until-nothing-is-left.js';

const { beginUserDeletion, deleteNextPart, completeUserDeletion } =
  proxyActivities<ReturnType<typeof createUserDeletionActivities>>(patience);

const pauses = { shortest: 500, longest: 30_000 };

/**
 * Removes the data of a closed account, part by part: its organisations, then itself. It cannot be stopped half-way:
 * nobody could use what would be left. Where other work has to end first it looks again, less and less often.
 */
export const userDeletion = ({ jobId }: JobInput): Promise<JobCounts> =>
  CancellationScope.nonCancellable(async () => {
    await beginUserDeletion({ jobId });
    const isDone = await untilNothingIsLeft(() => deleteNextPart({ jobId }), pauses);
    return isDone ? completeUserDeletion({ jobId }) : continueAsNew<typeof userDeletion>({ jobId });
  });
