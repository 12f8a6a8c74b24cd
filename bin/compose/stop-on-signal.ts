import type { RunningPlatform } from './start-platform.js';

/** Ctrl-C, SIGTERM and a closed terminal stop everything that was started; a second Ctrl-C does not wait. */
export function stopOnSignal(starting: Promise<RunningPlatform>, say: (line: string) => void): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    say('stopping');
    const platform = await starting.catch(() => undefined);
    await platform?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}
