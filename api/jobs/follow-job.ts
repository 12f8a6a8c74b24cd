import type { Job } from '../../contracts/jobs.contract.js';
import type { JobNotices } from '../../jobs/index.js';
import type { EventStream } from '../http/event-stream.js';

/** A lost notice, or a job that nobody moves, is noticed by looking again; later and later while nothing happens. */
const lookAgainMs = { first: 2_000, last: 10_000 };
/** More often than this nobody can read. */
const atMostEveryMs = 200;

const ended = (job: Job): boolean => ['completed', 'failed', 'cancelled'].includes(job.status);

/** Tells a job's progress until it ends or the listener goes. */
export async function followJob({
  first,
  stream,
  notices,
  read,
}: {
  first: Job;
  stream: EventStream;
  notices: JobNotices;
  /** The job as it was at that time of `performance`, or later. */
  read: (since: number) => Promise<Job>;
}): Promise<void> {
  // What happens while nobody waits is seen at the next look.
  let changedAt: number | null = null;
  let lookAfterMs = lookAgainMs.first;
  let wake: () => void = () => undefined;
  const changed = () => {
    changedAt = performance.now();
    wake();
  };
  const unsubscribe = notices.subscribe(first.id, changed);
  stream.signal.addEventListener('abort', changed);
  let told = '';
  let job = first;
  let wasPaused = false;
  try {
    for (;;) {
      const now = JSON.stringify({ ...job, progress: { ...job.progress, estimatedTimeRemaining: null } });
      if (now !== told) {
        if (!ended(job)) stream.send({ event: 'progress', data: job });
        lookAfterMs = lookAgainMs.first;
      }
      told = now;
      const isPaused = job.status === 'paused';
      if (isPaused !== wasPaused && !ended(job))
        stream.send({ event: isPaused ? 'paused' : 'resumed', data: job });
      wasPaused = isPaused;
      if (ended(job)) return stream.send({ event: 'end', data: job });
      await Promise.all([pause(atMostEveryMs), stream.ready()]);
      if (changedAt === null) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lookAfterMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        lookAfterMs = Math.min(lookAfterMs * 1.5, lookAgainMs.last);
      }
      const since: number = changedAt ?? performance.now() - atMostEveryMs;
      changedAt = null;
      if (stream.signal.aborted) return;
      job = await read(since);
    }
  } finally {
    unsubscribe();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
