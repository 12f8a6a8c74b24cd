import type { JobCounts } from '../contracts/jobs.contract.js';
import type { JobDocument } from './job.model.js';
import { jobItemRepository } from './job-item.repository.js';
import type { JobNotices } from './job-notices.js';
import { jobRepository, unfinished } from './job.repository.js';

/** What a workflow's activities say about their job; every call may be repeated. */
export interface JobRun {
  begin(jobId: string, runId: string): Promise<JobDocument | null>;
  /** The stage that readers see, and why the job waits, if it does. */
  note(
    jobId: string,
    values: { stage?: string; waiting?: { reason: string; until: Date | null } | null },
  ): Promise<void>;
  complete(jobId: string, result?: Record<string, unknown>): Promise<JobCounts>;
  fail(jobId: string, error: string): Promise<JobCounts>;
  cancel(jobId: string): Promise<JobCounts>;
}

const none: JobCounts = { total: 0, done: 0, failed: 0, skipped: 0 };

export function createJobRun({ notices }: { notices: JobNotices }): JobRun {
  const counts = async (jobId: string) => (await jobItemRepository.countsOf([jobId])).get(jobId) ?? none;
  const end = async (jobId: string, values: Partial<JobDocument>): Promise<JobCounts> => {
    await jobRepository.systemChange(jobId, unfinished, {
      ...values,
      completedAt: new Date(),
      waiting: null,
      startPending: false,
    });
    await notices.publish(jobId);
    return counts(jobId);
  };
  return {
    async begin(jobId, runId) {
      const job = await jobRepository.systemFind(jobId);
      if (!job) return null;
      const started = await jobRepository.systemChange(jobId, unfinished, {
        status: 'running',
        runId,
        startPending: false,
        startedAt: job.startedAt ?? new Date(),
      });
      await notices.publish(jobId);
      return started;
    },
    async note(jobId, values) {
      await jobRepository.systemChange(jobId, unfinished, values);
      await notices.publish(jobId);
    },
    complete: (jobId, result) =>
      end(jobId, { status: 'completed', stage: 'completed', result: result ?? null }),
    fail: (jobId, error) => end(jobId, { status: 'failed', stage: 'failed', error }),
    cancel: async (jobId) => {
      await jobItemRepository.cancelOpen(jobId);
      return end(jobId, { status: 'cancelled', stage: 'cancelled' });
    },
  };
}
