import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';
import type { EventLog, LoggedEvent } from './event-log.js';

export interface EventLogWriter {
  /** Takes an event with the next id; never waits. */
  write(event: LoggedEvent): void;
  /** Writes what is left, as far as the store answers; the log is kept for so long. */
  end(options: { keepMs: number }): Promise<void>;
}

/** Often enough for a reader, seldom enough for the store. */
const flushMs = 50;
const pauseAfterErrorMs = 1_000;
const largestBatch = 500;
/** A log that is still being written, or whose writer died. */
const keepWhileOpenMs = 3_600_000;
const attemptsAtEnd = 5;

/**
 * Writes a log in batches beside the work. Events are remembered until the end, so that what the store lost, or did not
 * take while it was away, is written again.
 */
export function createEventLogWriter({
  log,
  id,
  logger,
}: {
  log: EventLog;
  id: string;
  logger: Logger;
}): EventLogWriter {
  const events: LoggedEvent[] = [];
  let stored = 0;
  let keepMs = keepWhileOpenMs;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<boolean> | undefined;
  let isEnding = false;

  const flush = async (): Promise<boolean> => {
    try {
      stored = await log.append(id, events.slice(stored, stored + largestBatch), { keepMs });
      return true;
    } catch (error) {
      logger.debug({ err: error }, 'events not logged; will be repeated');
      return false;
    }
  };
  const schedule = (delayMs: number): void => {
    if (isEnding || timer || running) return;
    timer = setTimeout(() => {
      timer = undefined;
      running = flush();
      void running.then((isStored) => {
        running = undefined;
        if (stored < events.length) schedule(isStored ? flushMs : pauseAfterErrorMs);
      });
    }, delayMs);
  };

  return {
    write(event) {
      events.push(event);
      schedule(flushMs);
    },
    async end(options) {
      isEnding = true;
      clearTimeout(timer);
      await running;
      keepMs = options.keepMs;
      for (let failures = 0; failures < attemptsAtEnd;) {
        const before = stored;
        const isTaken = await flush();
        if (isTaken && stored >= events.length) return;
        if (isTaken && stored > before) continue;
        failures++;
        if (!isTaken) await sleep(pauseAfterErrorMs);
      }
      logger.warn({ id }, 'an event log is incomplete: the store did not take it');
    },
  };
}
