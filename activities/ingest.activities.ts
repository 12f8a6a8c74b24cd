import { ApplicationFailure, Context } from '@temporalio/activity';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import {
  jobItemRepository,
  type JobDocument,
  type JobNotices,
  type JobOfRun,
  type JobRun,
} from '../jobs/index.js';
import {
  abandonIngest,
  collectionOf,
  ingestBatch,
  knowledgeBaseRepository,
  type IngestDependencies,
} from '../knowledge/index.js';
import { AppError, errorMessage } from '../platform/errors/app-error.js';
import { withHeartbeat } from './with-heartbeat.js';

export interface IngestActivityDependencies extends IngestDependencies {
  run: JobRun;
  notices: JobNotices;
}

/** The activities of the ingestion workflow; each may be repeated without changing what it already did. */
export const createIngestActivities = ({ run, notices, ...dependencies }: IngestActivityDependencies) => {
  /** Ends the job early: what is not taken in is given up first. */
  const abandon = async (ref: JobOfRun, reason: string): Promise<void> => {
    const job = await run.find(ref);
    if (!job) return;
    const { organizationId } = job;
    const { vectors } = dependencies;
    await abandonIngest({ organizationId, jobId: job._id, base: await baseOf(job), reason, vectors });
  };

  return {
    async beginIngest({ jobId }: JobInput): Promise<{ proceed: boolean }> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const job = await run.begin(ref);
        if (!job || job.cancelRequestedAt) return { proceed: false };
        await run.note(ref, { stage: 'ingesting' });
        return { proceed: true };
      });
    },

    async ingestNextBatch({ jobId, size }: JobInput & { size: number }): Promise<{ claimed: number }> {
      return withHeartbeat(async (signal) => {
        const ref = refOf(jobId);
        const job = await run.find(ref);
        if (!job)
          throw ApplicationFailure.nonRetryable('the job is no longer run by this workflow', 'InvalidInput');
        if (job.deadlineAt.getTime() < Date.now())
          throw ApplicationFailure.nonRetryable('the job exceeded its deadline', 'DeadlineExceeded');
        const token = tokenOf();
        const jobItems = await jobItemRepository.claim(jobId, token, size);
        if (jobItems.length === 0) return { claimed: 0 };
        const base = await baseOf(job);
        if (!base) {
          await jobItemRepository.settle(
            token,
            jobItems.map(({ _id }) => ({ id: _id, status: 'skipped' as const })),
          );
          return { claimed: jobItems.length };
        }
        try {
          await ingestBatch(jobItems, { base, jobId, token, signal, dependencies });
        } catch (error) {
          if (!signal.aborted) await explainWait(error, ref, run);
          throw error;
        }
        if (job.waiting) await run.note(ref, { waiting: null });
        await notices.publish(jobId);
        return { claimed: jobItems.length };
      });
    },

    async completeIngest({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const job = await run.find(ref);
        if (!job) return run.counts(jobId);
        await run.note(ref, { stage: 'optimizing' });
        const base = await baseOf(job);
        if (base) await dependencies.vectors.optimize(collectionOf(base));
        return run.complete(ref);
      });
    },

    async cancelIngest({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        await abandon(ref, 'The ingestion was cancelled');
        return run.cancel(ref);
      });
    },

    async failIngest({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        await abandon(ref, `The ingestion failed: ${reason}`);
        return run.fail(ref, reason);
      });
    },
  };
};

const baseOf = async ({ organizationId, subject }: JobDocument) =>
  subject && knowledgeBaseRepository.find(organizationId, subject.id);

const runIdOf = (): string => Context.current().info.workflowExecution?.runId ?? '';
const refOf = (jobId: string): JobOfRun => ({ jobId, runId: runIdOf() });

/** The same for every attempt of this activity: a repeat goes on with the items that it claimed. */
const tokenOf = (): string => `${runIdOf()}:${Context.current().info.activityId}`;

/** Why the job stands still is told to whoever looks at it; a provider's limit with the time when it ends. */
async function explainWait(error: unknown, ref: JobOfRun, run: JobRun): Promise<void> {
  const retryAfter = error instanceof AppError ? error.retryAfter : undefined;
  const reason =
    retryAfter === undefined ? `retrying after an error: ${errorMessage(error)}` : 'embedding provider limit';
  const until = retryAfter === undefined ? null : new Date(Date.now() + retryAfter * 1_000);
  // Perhaps the database is what failed: the error itself is what Temporal has to know.
  await run.note(ref, { waiting: { reason, until } }).catch(() => undefined);
  if (retryAfter === undefined) return;
  throw ApplicationFailure.create({
    message: errorMessage(error),
    type: 'ProviderLimit',
    nextRetryDelay: `${Math.ceil(retryAfter)} seconds`,
  });
}
