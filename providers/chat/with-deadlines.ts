/** Milliseconds to wait for a stream's first item, and for each that follows. */
export interface Deadlines {
  firstMs: number;
  betweenMs: number;
}

/**
 * Passes a stream on and calls `expire` when an item is late; `expire` must make the source end or throw.
 * The clock runs only while we wait for the source, so that a slow reader is not blamed on it.
 */
export async function* withDeadlines<T>(
  source: AsyncIterable<T>,
  { firstMs, betweenMs }: Deadlines,
  expire: (waitedMs: number) => void,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let patience = firstMs;
  try {
    for (;;) {
      const timer = setTimeout(expire, patience, patience);
      const item = await iterator.next().finally(() => clearTimeout(timer));
      if (item.done) return;
      patience = betweenMs;
      yield item.value;
    }
  } finally {
    await iterator.return?.();
  }
}
