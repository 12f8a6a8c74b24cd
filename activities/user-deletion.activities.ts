import { Context } from '@temporalio/activity';
import { eraseAccount, eraseOrganization, leaveOrganization, type Erasure } from '../accounts/index.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { jobItemRepository, type JobDocument, type JobItemDocument, type JobRun } from '../jobs/index.js';
import { refOf } from './work-on-job.js';
import { withHeartbeat } from './with-heartbeat.js';

/** The activities of a user's deletion; each may be repeated without changing what it already did. */
export const createUserDeletionActivities = ({
  run,
  erasures,
}: {
  run: JobRun;
  /** What rooms do for an organisation beyond their documents, in this order. */
  erasures: readonly Erasure[];
}) => {
  /** The account comes last; everything before it is an organisation. */
  const deletePart = async ({ subject }: JobDocument, { subjectId }: JobItemDocument): Promise<boolean> => {
    const userId = subject?.id ?? '';
    if (subjectId === userId) return eraseAccount(userId).then(() => true);
    const organizationId = subjectId;
    return (await leaveOrganization({ userId, organizationId }))
      ? eraseOrganization({ organizationId, erasures })
      : true;
  };

  return {
    async beginUserDeletion({ jobId }: JobInput): Promise<void> {
      await withHeartbeat(async () => {
        const ref = refOf(jobId);
        if (await run.begin(ref)) await run.note(ref, { stage: 'deleting' });
      });
    },

    /** Works on the next organisation, or at last on the account. `waiting`: other work has to end first. */
    async deleteNextPart({ jobId }: JobInput): Promise<{ left: number; waiting: boolean }> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const job = await run.find(ref);
        const token = `${ref.runId}:${Context.current().info.activityId}`;
        const [item] = job ? await jobItemRepository.claim(jobId, token, 1) : [];
        if (!job || !item) return { left: 0, waiting: false };
        const isDone = await deletePart(job, item);
        if (isDone) await jobItemRepository.settle(token, [{ id: item._id, status: 'done' }]);
        else await jobItemRepository.giveBack(jobId, token);
        const { total, done } = await run.counts(jobId);
        return { left: total - done, waiting: !isDone };
      });
    },

    async completeUserDeletion({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(() => run.complete(refOf(jobId)));
    },
  };
};
