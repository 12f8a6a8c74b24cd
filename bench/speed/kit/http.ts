import autocannon from 'autocannon';

export interface Calls {
  url: string;
  requests: autocannon.Request[];
  connections: number;
  seconds: number;
}

/**
 * As many requests as so many callers can make, each after the answer to their last. @throws Error when one is refused or
 * fails: a figure of refusals would say nothing of the work
 */
export async function callFor({ url, requests, connections, seconds }: Calls): Promise<{
  done: number;
  p50: number;
  p95: number;
}> {
  const result = await autocannon({ url, connections, duration: seconds, timeout: 30, requests });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0)
    throw new Error(`${failed} of ${result['2xx'] + failed} requests to ${url} failed: ${told(result)}`);
  return { done: result['2xx'], p50: result.latency.p50, p95: result.latency.p97_5 };
}

const told = ({ statusCodeStats, errors, timeouts }: autocannon.Result): string =>
  JSON.stringify({ statusCodeStats, errors, timeouts });

/**
 * Requests one after the other on one connection. autocannon tells whole milliseconds; these are exact. @returns milliseconds of each
 */
export async function callAlone(call: () => Promise<void>, count: number): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    await call();
    taken.push(performance.now() - start);
  }
  return taken;
}
