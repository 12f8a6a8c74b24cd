/** The work of requests, which may outlast their connections. */
export interface InFlight {
  add(work: Promise<unknown>): void;
  /** Resolves when nothing is in flight. */
  settled(): Promise<void>;
}

export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  return {
    add(work) {
      const tracked = work
        .catch(() => undefined)
        .finally(() => {
          running.delete(tracked);
        });
      running.add(tracked);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
