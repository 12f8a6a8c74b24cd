import { setTimeout as sleep } from 'node:timers/promises';

export interface HealthWatch {
  /** Ends the watch: what `/health` answered meanwhile, in order, without repetitions; 0 stands for no answer. */
  stop(): Promise<number[]>;
}

/** Asks `/health` again and again. */
export function watchHealth(url: string): HealthWatch {
  const seen: number[] = [];
  let stopped = false;
  const ask = async (): Promise<number> => {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer().catch(() => undefined);
    return answer?.status ?? 0;
  };
  const loop = (async () => {
    while (!stopped) {
      const status = await ask();
      if (seen.at(-1) !== status) seen.push(status);
      await sleep(100);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await loop;
      return seen;
    },
  };
}
