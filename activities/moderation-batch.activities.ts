import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import {
  batchRepository,
  gatherSelection,
  moderateItems,
  type ModerationDependencies,
} from '../insights/index.js';
import { jobItemRepository } from '../jobs/index.js';
import { beginJob, type Begun } from './begin-job.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWorkDependencies } from './work-on-job.js';

export interface ModerationBatchActivityDependencies extends JobWorkDependencies {
  moderation: ModerationDependencies;
}

/** The activities of a batch of moderation; each may be repeated without changing what it already did. */
export const createModerationBatchActivities = ({
  moderation,
  ...working
}: ModerationBatchActivityDependencies) => {
  const { run } = working;
  return {
    /** `selects`: what is to be moderated has to be gathered first. */
    beginModeration: ({ jobId }: JobInput): Promise<Begun<{ selects: boolean }>> =>
      beginJob(run, jobId, async ({ organizationId }, ref) => {
        const selection = (await batchRepository.find(organizationId, jobId))?.selection;
        const selects = selection?.isGathered === false;
        await run.note(ref, { stage: selects ? 'gathering' : 'moderating' });
        return { selects };
      }),

    /** Gives the job the next messages of its selection, until there are no more. */
    async gatherSelectedMessages({ jobId }: JobInput): Promise<{ isGathered: boolean }> {
      return workOnJob(working, jobId, async ({ job, ref, tellProgress }) => {
        const isGathered = await gatherSelection(job);
        if (isGathered) await run.note(ref, { stage: 'moderating' });
        await tellProgress();
        return { isGathered };
      });
    },

    async moderateNextItems({ jobId, size }: JobInput & { size: number }): Promise<{ claimed: number }> {
      return workOnJob(working, jobId, async ({ job, token, tellProgress, ...part }) => {
        const jobItems = await jobItemRepository.claim(jobId, token, size);
        if (jobItems.length === 0) return { claimed: 0 };
        await moderateItems({ ...part, job, token, jobItems, dependencies: moderation });
        await tellProgress();
        return { claimed: jobItems.length };
      });
    },

    completeModeration: ({ jobId }: JobInput): Promise<JobCounts> =>
      withHeartbeat(() => run.complete(refOf(jobId))),

    cancelModeration: ({ jobId }: JobInput): Promise<JobCounts> =>
      withHeartbeat(async () => {
        await jobItemRepository.cancelOpen(jobId, 'The job was cancelled');
        return run.cancel(refOf(jobId));
      }),

    failModeration: ({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> =>
      withHeartbeat(async () => {
        await jobItemRepository.cancelOpen(jobId, reason);
        return run.fail(refOf(jobId), reason);
      }),
  };
};
