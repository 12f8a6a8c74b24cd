import type { JobCounts } from '../contracts/jobs.contract.js';
import { countsOfJobs } from './counts-of-jobs.js';
import { countEnd, countStart } from './job.metrics.js';
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
  /**
   * To be asked before every call that costs money: no such call is made once the job is to pause or to be cancelled.
   * @throws JobPaused, JobCancelled, or Error when the run has no say any more
   */
  assertMayGoOn(ref: JobOfRun): Promise<void>;
  /** Nothing of the job is in hand: it rests when it is to pause, otherwise it goes on. */
  heedPause(ref: JobOfRun): Promise<{ paused: boolean }>;
  counts(jobId: string): Promise<JobCounts>;
  complete(ref: JobOfRun, result?: Record<string, unknown>): Promise<JobCounts>;
  fail(ref: JobOfRun, error: string): Promise<JobCounts>;
  cancel(ref: JobOfRun): Promise<JobCounts>;
}

/** The work stops here because somebody wished so; what was not finished is no failure. */
export abstract class JobStopped extends Error {}

/** The job is to pause: what was not finished is left for later. */
export class JobPaused extends JobStopped {
  override readonly name = 'JobPaused';
  constructor() {
    super('the job is paused');
  }
}

/** The job is to be cancelled; its workflow has perhaps not been told yet. */
export class JobCancelled extends JobStopped {
  override readonly name = 'JobCancelled';
  constructor() {
    super('the job is cancelled');
  }
}

/** @param onEnd removes what was kept only for the job; called, perhaps again, after its end is stored. A failure is left to the sweeps. */
export function createJobRun({
  notices,
  onEnd = async () => undefined,
}: {
  notices: JobNotices;
  onEnd?: (job: JobDocument) => Promise<void>;
}): JobRun {
  const counts = async (jobId: string) => (await countsOfJobs([jobId]))(jobId);
  const end = async (ref: JobOfRun, values: Partial<JobDocument>): Promise<JobCounts> => {
    const ended = await jobRepository.systemChangeOfRun(ref, {
      ...values,
      runId: ref.runId,
      completedAt: new Date(),
      waiting: null,
      pauseRequestedAt: null,
      budgetHold: null,
      pausedAt: null,
      startPending: false,
    });
    // Whoever stored the end may have died before the rest.
    const job = ended ?? (await jobRepository.systemFind(ref.jobId));
    if (job?.completedAt) await onEnd(job).catch(() => undefined);
    await notices.publish(ref.jobId);
    const totals = await counts(ref.jobId);
    if (ended) countEnd(ended, totals);
    return totals;
  };
  return {
    async begin(ref) {
      const now = new Date();
      const begun = await jobRepository.systemBegin(ref, now);
      if (!begun) return null;
      // A run that continues another one finds the time of the first.
      if (begun.startedAt?.getTime() === now.getTime()) countStart(begun);
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
    async assertMayGoOn(ref) {
      const job = await jobRepository.systemFindOfRun(ref);
      if (!job) throw new Error('the job is no longer run by this workflow');
      if (job.cancelRequestedAt) throw new JobCancelled();
      if (job.pauseRequestedAt) throw new JobPaused();
    },
    async heedPause(ref) {
      // What a lost worker had in hand; what came to rest in order was given back already.
      await jobItemRepository.release(ref.jobId);
      const job = await jobRepository.systemHeedPause(ref, new Date());
      await notices.publish(ref.jobId);
      return { paused: job?.status === 'paused' };
    },
    counts,
    complete: (ref, result) => end(ref, { status: 'completed', stage: 'completed', result: result ?? null }),
    fail: (ref, error) => end(ref, { status: 'failed', stage: 'failed', error }),
    cancel: (ref) => end(ref, { status: 'cancelled', stage: 'cancelled' }),
  };
}
