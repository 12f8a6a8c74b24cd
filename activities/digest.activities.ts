import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { digestRepository, makeStoredDigest, type InsightDependencies } from '../insights/index.js';
import { jobItemRepository } from '../jobs/index.js';
import { beginJob, type Begun } from './begin-job.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWorkDependencies } from './work-on-job.js';

export interface DigestActivityDependencies extends JobWorkDependencies {
  insights: InsightDependencies;
}

/** The activities of the digest workflow; each may be repeated without changing what it already did. */
export const createDigestActivities = ({ insights, ...working }: DigestActivityDependencies) => {
  const { run } = working;
  /** The messages of a digest that will not be made are not kept. */
  const forget = async (jobId: string): Promise<void> => {
    const job = await run.find(refOf(jobId));
    if (job) await digestRepository.forgetMessages(job.organizationId, jobId);
  };
  return {
    beginDigest: ({ jobId }: JobInput): Promise<Begun> =>
      beginJob(run, jobId, (_, ref) => run.note(ref, { stage: 'writing' })),

    async makeNextDigest({ jobId, size }: JobInput & { size: number }): Promise<{ claimed: number }> {
      return workOnJob(working, jobId, async ({ job, token, signal, assertMayGoOn, tellProgress }) => {
        const items = await jobItemRepository.claim(jobId, token, size);
        for (const { _id, subjectId } of items) {
          await makeStoredDigest(insights, job, { digestId: subjectId, signal, assertMayGoOn });
          await jobItemRepository.settle(token, [{ id: _id, status: 'done' }]);
        }
        await tellProgress();
        return { claimed: items.length };
      });
    },

    async completeDigest({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(() => run.complete(refOf(jobId), { digestId: jobId }));
    },

    async cancelDigest({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await forget(jobId);
        return run.cancel(refOf(jobId));
      });
    },

    async failDigest({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await jobItemRepository.cancelOpen(jobId, reason);
        return run.fail(refOf(jobId), reason);
      });
    },
  };
};
