import { ConfigError } from '../../platform/config/config.js';
import { errorMessage } from '../../platform/errors/app-error.js';
import { UnexpectedDatabaseError } from '../../platform/mongo/unexpected-database.js';

/** How long an orderly stop may take before the process ends all the same. */
const stopDeadlineMs = 30_000;

/**
 * Runs a process of the platform: starts it, says `ready` to its supervisor, and stops it in order on SIGTERM,
 * SIGINT or when the supervisor is gone.
 */
export function runProcess(start: () => Promise<{ stop(): Promise<void> }>): void {
  let stopping = false;
  const starting = start();
  const end = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopDeadlineMs).unref();
    const running = await starting.catch(() => undefined);
    await running?.stop().catch((error: unknown) => console.error(errorMessage(error)));
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  process.on('disconnect', () => void end());
  starting.then(
    () => process.send?.({ type: 'ready' }),
    (error: unknown) => {
      console.error(
        isForOperators(error) || !(error instanceof Error)
          ? errorMessage(error)
          : (error.stack ?? error.message),
      );
      process.exit(1);
    },
  );
}

/** Says all there is to say; where in the code it was found helps nobody. */
const isForOperators = (error: unknown): boolean =>
  error instanceof ConfigError || error instanceof UnexpectedDatabaseError;
