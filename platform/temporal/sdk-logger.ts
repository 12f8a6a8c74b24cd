import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from '../logging/logger.js';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

/** Temporal's own lines go where all others go; what it calls information is detail to us. Call it once a process. */
export function logTemporalWith(logger: Logger): void {
  Runtime.install({
    // The process has its own orderly stop.
    shutdownSignals: [],
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      logger[levels[level]]({ temporal: meta }, message);
    }),
  });
}
