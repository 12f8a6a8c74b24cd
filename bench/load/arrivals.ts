import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Arrived {
  /** Milliseconds from when each was due, in ascending order. */
  latencies: number[];
  /** Answers by status; 0 where there was none. */
  statuses: Map<number, number>;
}

/**
 * Sends calls in equal intervals whether or not earlier ones are answered, as callers who know nothing of each other do:
 * each is counted from when it was due (an open system; Schroeder, Wierman and Harchol-Balter, NSDI 2006).
 */
export async function arriveSteadily(
  url: string,
  { calls, rate, seconds }: { calls: readonly Call[]; rate: number; seconds: number },
): Promise<Arrived> {
  const dispatcher = new Agent({ connections: 256, headersTimeout: 30_000, bodyTimeout: 30_000 });
  const latencies: number[] = [];
  const statuses = new Map<number, number>();
  const send = async (call: Call, due: number): Promise<void> => {
    const { path, ...options } = call;
    const status = await request(`${url}${path}`, { ...options, dispatcher }).then(
      async ({ statusCode, body }) => {
        await body.dump();
        return statusCode;
      },
      () => 0,
    );
    latencies.push(performance.now() - due);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const start = performance.now();
  const sent: Promise<void>[] = [];
  for (let n = 0; n < rate * seconds; n++) {
    const due = start + (n * 1_000) / rate;
    await sleep(Math.max(0, due - performance.now()));
    const call = calls[n % calls.length];
    if (call) sent.push(send(call, due));
  }
  await Promise.all(sent);
  await dispatcher.close();
  return { latencies: latencies.sort((a, b) => a - b), statuses };
}
