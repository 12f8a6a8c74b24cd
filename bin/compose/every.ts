import type { Logger } from '../../platform/logging/logger.js';

/** Repeats work with a pause in between, never two runs at once; a failed run is logged and followed by the next. */
export function every(
  pauseMs: number,
  name: string,
  work: () => Promise<unknown>,
  logger: Logger,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const round = async (): Promise<void> => {
    await work().catch((error: unknown) =>
      logger.warn({ err: error, sweep: name }, 'sweep failed; will be repeated'),
    );
    if (!stopped) timer = setTimeout(() => void (running = round()), pauseMs);
  };
  let running = round();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
