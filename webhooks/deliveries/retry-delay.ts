/** Waits are up to a fifth longer, so that what failed together does not come back together. */
const jitter = 0.2;
const longestWish = 24 * 3_600_000;

/**
 * Ms until the next attempt, `null` when there is none. The receiver's `Retry-After` can only make it later, and by a
 * day at most: otherwise one that says 0 would use up all attempts at once.
 * @param failed attempts that have failed in this round, 1 and up
 */
export function retryDelay(
  failed: number,
  {
    delays,
    retryAfterMs = 0,
    random = Math.random,
  }: {
    delays: readonly number[];
    retryAfterMs?: number | undefined;
    random?: () => number;
  },
): number | null {
  const delay = delays[failed - 1];
  if (delay === undefined) return null;
  return Math.ceil(Math.max(delay * (1 + jitter * random()), Math.min(retryAfterMs, longestWish)));
}
