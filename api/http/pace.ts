import { AsyncResource } from 'node:async_hooks';

/**
 * Runs at once what takes no more than this share of the time, and the rest later, in order.
 *
 * @param share from 0 to 1, counted in intervals of so many milliseconds
 * @returns the way in; nothing is ever left out
 */
export function createPace({
  share,
  everyMs,
}: {
  share: number;
  everyMs: number;
}): (run: () => void) => void {
  const waiting: (() => void)[] = [];
  let budgetMs = 0;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  const take = (run: () => void): void => {
    const start = performance.now();
    run();
    budgetMs -= performance.now() - start;
  };
  const go = (): void => {
    const now = performance.now();
    budgetMs = share * (now - since);
    since = now;
    if (waiting.length === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    let done = 0;
    for (const run of waiting) {
      if (budgetMs <= 0) break;
      take(run);
      done += 1;
    }
    waiting.splice(0, done);
  };
  return (run) => {
    if (!timer) {
      budgetMs = share * everyMs;
      since = performance.now();
      timer = setInterval(go, everyMs).unref();
    }
    if (budgetMs <= 0 || waiting.length > 0) {
      // The interval would run it in a context of its own.
      waiting.push(AsyncResource.bind(run));
    } else take(run);
  };
}
