import type { Job } from '../../contracts/jobs.contract.js';
import type { JobNotices } from '../../jobs/index.js';
import type { EventStream } from '../http/event-stream.js';

/** A lost notice, or a job that nobody moves, is noticed by looking again. */
const lookAgainMs = 2_000;
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
  read: () => Promise<Job>;
}): Promise<void> {
  // What happens while nobody waits is seen at the next look.
  let isChanged = false;
  let wake: () => void = () => undefined;
  const changed = () => {
    isChanged = true;
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
      if (now !== told && !ended(job)) stream.send({ event: 'progress', data: job });
      told = now;
      const isPaused = job.status === 'paused';
      if (isPaused !== wasPaused && !ended(job))
        stream.send({ event: isPaused ? 'paused' : 'resumed', data: job });
      wasPaused = isPaused;
      if (ended(job)) return stream.send({ event: 'end', data: job });
      await Promise.all([pause(atMostEveryMs), stream.ready()]);
      if (!isChanged)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lookAgainMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      isChanged = false;
      if (stream.signal.aborted) return;
      job = await read();
    }
  } finally {
    unsubscribe();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
