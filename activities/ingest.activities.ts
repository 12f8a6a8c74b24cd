import { ApplicationFailure, Context } from '@temporalio/activity';
import type { JobCounts } from '../contracts/jobs.contract.js';
import { jobItemRepository, jobRepository, type JobNotices, type JobRun } from '../jobs/index.js';
import {
  collectionOf,
  ingestBatch,
  knowledgeBaseRepository,
  markNotIngested,
  type IngestDependencies,
} from '../knowledge/index.js';
import { AppError, errorMessage } from '../platform/errors/app-error.js';
import { withHeartbeat } from './with-heartbeat.js';

export interface IngestActivityDependencies extends IngestDependencies {
  run: JobRun;
  notices: JobNotices;
}

/** The activities of the ingestion workflow; each may be repeated without changing what it already did. */
export const createIngestActivities = ({ run, notices, ...dependencies }: IngestActivityDependencies) => ({
  async beginIngest({ jobId }: { jobId: string }): Promise<{ proceed: boolean }> {
    const job = await run.begin(jobId, runIdOf());
    if (!job || job.cancelRequestedAt) return { proceed: false };
    await run.note(jobId, { stage: 'ingesting' });
    return { proceed: true };
  },

  async ingestNextBatch({ jobId, size }: { jobId: string; size: number }): Promise<{ claimed: number }> {
    return withHeartbeat(async (signal) => {
      const job = await jobRepository.systemFind(jobId);
      if (!job) throw ApplicationFailure.nonRetryable('the job no longer exists', 'InvalidInput');
      if (job.deadlineAt.getTime() < Date.now())
        throw ApplicationFailure.nonRetryable('the job exceeded its deadline', 'DeadlineExceeded');
      const token = tokenOf();
      const jobItems = await jobItemRepository.claim(jobId, token, size);
      if (jobItems.length === 0) return { claimed: 0 };
      const base = job.subject && (await knowledgeBaseRepository.find(job.organizationId, job.subject.id));
      if (!base) {
        await jobItemRepository.settle(
          token,
          jobItems.map(({ _id }) => ({ id: _id, status: 'skipped' as const })),
        );
        return { claimed: jobItems.length };
      }
      try {
        await ingestBatch({ base, jobItems, token, signal }, dependencies);
      } catch (error) {
        await explainWait(error, jobId, run);
        throw error;
      }
      if (job.waiting) await run.note(jobId, { waiting: null });
      await notices.publish(jobId);
      return { claimed: jobItems.length };
    });
  },

  async completeIngest({ jobId }: { jobId: string }): Promise<JobCounts> {
    return withHeartbeat(async () => {
      await run.note(jobId, { stage: 'optimizing' });
      const job = await jobRepository.systemFind(jobId);
      const base = job?.subject && (await knowledgeBaseRepository.find(job.organizationId, job.subject.id));
      if (base) await dependencies.vectors.optimize(collectionOf(base));
      return run.complete(jobId);
    });
  },

  async cancelIngest({ jobId }: { jobId: string }): Promise<JobCounts> {
    const job = await jobRepository.systemFind(jobId);
    if (job) await markNotIngested({ organizationId: job.organizationId, jobId });
    return run.cancel(jobId);
  },

  async failIngest({ jobId, reason }: { jobId: string; reason: string }): Promise<JobCounts> {
    const job = await jobRepository.systemFind(jobId);
    if (job) await markNotIngested({ organizationId: job.organizationId, jobId });
    return run.fail(jobId, reason);
  },
});

const runIdOf = (): string => Context.current().info.workflowExecution?.runId ?? '';

/** The same for every attempt of this activity: a repeat goes on with the items that it claimed. */
const tokenOf = (): string => {
  const { workflowExecution, activityId } = Context.current().info;
  return `${workflowExecution?.runId ?? ''}:${activityId}`;
};

/** Why the job stands still is told to whoever looks at it; a provider's limit with the time when it ends. */
async function explainWait(error: unknown, jobId: string, run: JobRun): Promise<void> {
  if (isCancelled(error)) return;
  const retryAfter = error instanceof AppError ? error.retryAfter : undefined;
  const reason =
    retryAfter === undefined ? `retrying after an error: ${errorMessage(error)}` : 'embedding provider limit';
  const until = retryAfter === undefined ? null : new Date(Date.now() + retryAfter * 1_000);
  await run.note(jobId, { waiting: { reason, until } });
  if (retryAfter === undefined) return;
  throw ApplicationFailure.create({
    message: errorMessage(error),
    type: 'ProviderLimit',
    nextRetryDelay: `${Math.ceil(retryAfter)} seconds`,
  });
}

const isCancelled = (error: unknown): boolean =>
  error instanceof Error && ['CancelledFailure', 'AbortError'].includes(error.name);
