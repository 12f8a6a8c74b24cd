import type { RunningPlatform } from './start-platform.js';

/** Ctrl-C, SIGTERM, a closed terminal and a closed pipe stop everything that was started; a second Ctrl-C does not wait. */
export function stopOnSignal(starting: Promise<RunningPlatform>, say: (line: string) => void): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    say('stopping');
    const platform = await starting.catch(() => undefined);
    await platform?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      void stop();
    });
  // Whoever read the output has gone, as with `npm start | head`: dying of it would leave the services running.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => {
      if (!stopping) void stop();
    });
}
