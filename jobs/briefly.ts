import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 1_000;

/**
 * Waits for work that the sweep would repeat, but only for a moment: a request must not hang with Temporal. The work
 * goes on meanwhile; `undefined` when it has failed or takes longer.
 */
export async function briefly<T>(work: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController();
  const tooLong = sleep(patienceMs, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([work.catch(() => undefined), tooLong]);
  } finally {
    timer.abort();
  }
}
