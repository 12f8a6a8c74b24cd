import { setTimeout as sleep } from 'node:timers/promises';

interface Host {
  /** Resolves when whoever came last has done. */
  last: Promise<unknown>;
  freeAt: number;
  users: number;
}

/** One request to a host at a time, with a pause in between, whichever jobs of this process want something of it. */
export function createHostTurns() {
  const hosts = new Map<string, Host>();
  return {
    async take<T>(
      { name, pauseMs, signal }: { name: string; pauseMs: number; signal: AbortSignal },
      work: () => Promise<T>,
    ): Promise<T> {
      const host = hosts.get(name) ?? { last: Promise.resolve(), freeAt: 0, users: 0 };
      hosts.set(name, host);
      host.users++;
      const turn = host.last.then(async () => {
        signal.throwIfAborted();
        const wait = host.freeAt - performance.now();
        if (wait > 0) await sleep(wait, undefined, { signal });
        try {
          return await work();
        } finally {
          host.freeAt = performance.now() + pauseMs;
        }
      });
      host.last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        host.users--;
        // Kept as long as it has to be paused for.
        setTimeout(
          () => host.users === 0 && hosts.get(name) === host && hosts.delete(name),
          pauseMs + 1_000,
        ).unref();
      }
    },
  };
}

export type HostTurns = ReturnType<typeof createHostTurns>;
