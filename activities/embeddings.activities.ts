import { ApplicationFailure } from '@temporalio/activity';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import {
  abandonIndexes,
  embedMessages,
  finishIndexes,
  gatherMessages,
  openIndexes,
  repairIndexes,
  type EmbedMessagesContext,
} from '../insights/index.js';
import { jobItemRepository } from '../jobs/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { beginJob, type Begun } from './begin-job.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWorkDependencies } from './work-on-job.js';

export interface EmbeddingActivityDependencies extends JobWorkDependencies {
  embedding: EmbedMessagesContext['dependencies'];
}

/** What no repetition would change ends the job. */
function refusal(error: unknown): never {
  const isFinal = error instanceof AppError && ['CONFLICT', 'VALIDATION_ERROR'].includes(error.code);
  throw isFinal ? ApplicationFailure.nonRetryable(error.message, 'InvalidInput') : error;
}

/** The activities of the embeddings workflow; each may be repeated without changing what it already did. */
export const createEmbeddingActivities = ({ embedding, ...working }: EmbeddingActivityDependencies) => {
  const { run } = working;
  const { vectors } = embedding;
  return {
    beginEmbeddings: ({ jobId }: JobInput): Promise<Begun> =>
      beginJob(run, jobId, async (job, ref) => {
        await run.note(ref, { stage: 'comparing' });
        if (job.purpose === 'repair') await repairIndexes(job, vectors);
        await run.note(ref, { stage: 'embedding' });
      }),

    /** Gives the job messages to work on, those behind an id. */
    async gatherNextMessages({
      jobId,
      after,
    }: JobInput & { after: string }): Promise<{ last: string | null; isNew: boolean }> {
      return workOnJob(working, jobId, async ({ job, signal, tellProgress }) => {
        if (after === '') await openIndexes(job, embedding, signal).catch(refusal);
        const gathered = await gatherMessages(job, after);
        await tellProgress();
        return gathered;
      });
    },

    async embedNextMessages({ jobId, size }: JobInput & { size: number }): Promise<{ claimed: number }> {
      return workOnJob(working, jobId, async ({ token, tellProgress, ...part }) => {
        const jobItems = await jobItemRepository.claim(jobId, token, size);
        if (jobItems.length === 0) return { claimed: 0 };
        await embedMessages(jobItems, { ...part, token, dependencies: embedding });
        await tellProgress();
        return { claimed: jobItems.length };
      });
    },

    async completeEmbeddings({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const job = await run.find(ref);
        if (!job) return run.counts(jobId);
        await run.note(ref, { stage: 'optimizing' });
        await finishIndexes(job, vectors);
        return run.complete(ref);
      });
    },

    async cancelEmbeddings({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandonIndexes(jobId, vectors);
        return run.cancel(refOf(jobId));
      });
    },

    async failEmbeddings({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandonIndexes(jobId, vectors);
        return run.fail(refOf(jobId), reason);
      });
    },
  };
};
