import type { JobCounts } from '../contracts/jobs.contract.js';
import type { JobDocument } from './job.model.js';
import { jobItemRepository } from './job-item.repository.js';
import type { JobNotices } from './job-notices.js';
import { jobRepository, type JobOfRun } from './job.repository.js';

/**
 * What a workflow's activities say about their job; every call may be repeated. A run that is over, because the job
 * ended or was started again since, changes nothing any more.
 */
export interface JobRun {
  /** The run takes the job on; `null` when there is nothing to do for it. */
  begin(ref: JobOfRun): Promise<JobDocument | null>;
  /** The job while this run works on it, otherwise `null`. */
  find(ref: JobOfRun): Promise<JobDocument | null>;
  /** The stage that readers see, and why the job waits, if it does. */
  note(
    ref: JobOfRun,
    values: { stage?: string; waiting?: { reason: string; until: Date | null } | null },
  ): Promise<void>;
  counts(jobId: string): Promise<JobCounts>;
  complete(ref: JobOfRun, result?: Record<string, unknown>): Promise<JobCounts>;
  fail(ref: JobOfRun, error: string): Promise<JobCounts>;
  cancel(ref: JobOfRun): Promise<JobCounts>;
}

const none: JobCounts = { total: 0, done: 0, failed: 0, skipped: 0 };

export function createJobRun({ notices }: { notices: JobNotices }): JobRun {
  const counts = async (jobId: string) => (await jobItemRepository.countsOf([jobId])).get(jobId) ?? none;
  const end = async (ref: JobOfRun, values: Partial<JobDocument>): Promise<JobCounts> => {
    await jobRepository.systemChangeOfRun(ref, {
      ...values,
      runId: ref.runId,
      completedAt: new Date(),
      waiting: null,
      startPending: false,
    });
    await notices.publish(ref.jobId);
    return counts(ref.jobId);
  };
  return {
    async begin(ref) {
      const job = await jobRepository.systemFind(ref.jobId);
      const begun = job && (await jobRepository.systemBegin(ref, job.startedAt ?? new Date()));
      if (!begun) return null;
      // No batch of this run has begun, so what is in hand was left behind by one that was ended from outside.
      await jobItemRepository.release(ref.jobId);
      await notices.publish(ref.jobId);
      return begun;
    },
    find: (ref) => jobRepository.systemFindOfRun(ref),
    async note(ref, values) {
      await jobRepository.systemChangeOfRun(ref, values);
      await notices.publish(ref.jobId);
    },
    counts,
    complete: (ref, result) => end(ref, { status: 'completed', stage: 'completed', result: result ?? null }),
    fail: (ref, error) => end(ref, { status: 'failed', stage: 'failed', error }),
    cancel: (ref) => end(ref, { status: 'cancelled', stage: 'cancelled' }),
  };
}
