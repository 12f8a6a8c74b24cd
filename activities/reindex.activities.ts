import { ApplicationFailure } from '@temporalio/activity';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { jobItemRepository, type JobDocument, type JobOfRun } from '../jobs/index.js';
import {
  abandonReindex,
  collectionOf,
  gatherMissing,
  keptVectorRepository,
  knowledgeItemRepository,
  planOf,
  reindexBatch,
  resumeBuild,
  retryBatch,
  swapIndex,
  type FairExtractors,
  type IngestDependencies,
} from '../knowledge/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { beginJob, type Begun } from './begin-job.js';
import { skipItems } from './skip-items.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWorkDependencies } from './work-on-job.js';

export interface ReindexActivityDependencies
  extends Omit<IngestDependencies, 'extractor'>, JobWorkDependencies {
  extractors: FairExtractors;
}

/** The activities of the reindex workflow; each may be repeated without changing what it already did. */
export const createReindexActivities = ({
  run,
  notices,
  turns,
  extractors,
  ...shared
}: ReindexActivityDependencies) => {
  const complete = async (ref: JobOfRun, job: JobDocument): Promise<JobCounts> => {
    const plan = await planOf(job);
    if (!plan) return run.complete(ref);
    const { organizationId } = job;
    const { generation } = plan.reindex;
    await knowledgeItemRepository.adoptBuilt(organizationId, { knowledgeBaseId: plan.live._id, generation });
    await keptVectorRepository.forgetJob(organizationId, job._id);
    return run.complete(ref, { generation: plan.live.generation });
  };

  /** Ends the job early, unless searches use what it made: then it is done. */
  const endEarly = async (
    ref: JobOfRun,
    reason: string,
    end: () => Promise<JobCounts>,
  ): Promise<JobCounts> => {
    const job = await run.find(ref);
    if (!job) return end();
    const { total, done, failed, skipped } = await run.counts(job._id);
    const isSwapped = (await planOf(job))?.reindex.swappedAt;
    if (isSwapped && total === done + failed + skipped) return complete(ref, job);
    await abandonReindex(job, reason);
    await keptVectorRepository.forgetJob(job.organizationId, job._id);
    return end();
  };

  return {
    beginReindex: ({ jobId }: JobInput): Promise<Begun> =>
      beginJob(run, jobId, async (job, ref) => {
        await resumeBuild(job).catch((error: unknown) => {
          if (error instanceof AppError) throw ApplicationFailure.nonRetryable(error.message, 'InvalidInput');
          throw error;
        });
        await run.note(ref, { stage: 'indexing' });
      }),

    async reindexNextBatch({ jobId, size }: JobInput & { size: number }): Promise<{ claimed: number }> {
      return workOnJob({ run, notices, turns }, jobId, async ({ job, token, tellProgress, ...part }) => {
        const jobItems = await jobItemRepository.claim(jobId, token, size);
        if (jobItems.length === 0) return { claimed: 0 };
        const plan = await planOf(job);
        if (!plan) {
          await skipItems(jobItems, token);
          return { claimed: jobItems.length };
        }
        const { live, target, reindex } = plan;
        const dependencies = { ...shared, extractor: extractors.of(job.organizationId) };
        const context = { base: target, jobId, token, ...part, dependencies };
        if (reindex.swappedAt) await retryBatch(jobItems, context);
        else await reindexBatch(jobItems, context, live);
        await jobItemRepository.giveBack(jobId, token);
        await tellProgress();
        return { claimed: jobItems.length };
      });
    },

    /** Puts the new generation in the place of the old one; when something came meanwhile, the job has it to do first. */
    async swapIndexes({ jobId }: JobInput): Promise<{ isDone: boolean }> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const job = await run.find(ref);
        const plan = job && (await planOf(job));
        if (!plan) return { isDone: true };
        if (!plan.reindex.swappedAt && (await gatherMissing(jobId, plan))) return { isDone: false };
        await run.note(ref, { stage: 'optimizing' });
        await shared.vectors.optimize(collectionOf(plan.target));
        const isDone = plan.reindex.swappedAt !== null || (await swapIndex(jobId, plan));
        if (!isDone) await run.note(ref, { stage: 'indexing' });
        return { isDone };
      });
    },

    async completeReindex({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const job = await run.find(ref);
        return job ? complete(ref, job) : run.counts(jobId);
      });
    },

    async cancelReindex({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(() => {
        const ref = refOf(jobId);
        return endEarly(ref, 'The reindex was cancelled', () => run.cancel(ref));
      });
    },

    async failReindex({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(() => {
        const ref = refOf(jobId);
        return endEarly(ref, `The reindex failed: ${reason}`, () => run.fail(ref, reason));
      });
    },
  };
};
