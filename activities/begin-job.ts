import type { JobDocument, JobOfRun, JobRun } from '../jobs/index.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf } from './work-on-job.js';

/** How a workflow goes on when its job was begun: not at all, with a rest, or at once. */
export type Begun<T extends object = object> = { proceed: boolean; paused?: boolean } & Partial<T>;

/**
 * The run takes its job on, unless it has ended or is to be cancelled. `prepare` does what comes before the work; what it gives
 * is part of the answer.
 */
export const beginJob = <T extends object = object>(
  run: JobRun,
  jobId: string,
  prepare: (job: JobDocument, ref: JobOfRun) => Promise<T | void> = async () => undefined,
): Promise<Begun<T>> =>
  withHeartbeat(async () => {
    const ref = refOf(jobId);
    const job = await run.begin(ref);
    if (!job || job.cancelRequestedAt) return { proceed: false } as Begun<T>;
    const prepared = await prepare(job, ref);
    return { proceed: true, paused: job.status === 'paused', ...prepared } as Begun<T>;
  });
