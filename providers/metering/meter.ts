import { newId } from '../../platform/ids.js';
import type { Logger } from '../../platform/logging/logger.js';
import { countCall } from './metrics.js';
import type { ModelCall, ModelCallRecord } from './model-call.js';
import { modelCallRepository, type ModelCallStore } from './model-call.repository.js';

/** Notes every call to a model: in the process's metrics at once, in the store in batches. */
export interface Meter {
  /**
   * Never rejects: a call that cannot be written is logged and kept for the next batch.
   * @param options.durable resolves when the call was written, or the attempt failed; others resolve at once.
   */
  record(call: ModelCall | ModelCallRecord, options?: { durable?: boolean }): Promise<void>;
  /** Writes what is waiting. Never rejects. */
  flush(): Promise<void>;
  /** Writes what is waiting and stops the clock. */
  close(): Promise<void>;
}

export interface MeterOptions {
  logger: Logger;
  /** Milliseconds that a call waits at most for others to be written with it; 200. */
  flushMs?: number;
  /** Calls that are written without waiting further; 100. */
  batchSize?: number;
  /** Milliseconds until a failed batch is tried again; 2,000. */
  retryMs?: number;
  /** Calls kept while the store cannot be written; beyond it the oldest are given up. 10,000. */
  keep?: number;
  store?: ModelCallStore;
}

export function createMeter({
  logger,
  flushMs = 200,
  batchSize = 100,
  retryMs = 2_000,
  keep = 10_000,
  store = modelCallRepository,
}: MeterOptions): Meter {
  let waiting: ModelCallRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let closed = false;

  /** A write under way does not contain the latest calls: they share the one after it. */
  const flush = (): Promise<void> => {
    if (!writing) return (writing = write().finally(() => (writing = undefined)));
    next ??= writing.then(() => {
      next = undefined;
      return flush();
    });
    return next;
  };

  const schedule = (ms: number) => {
    if (closed) return;
    timer ??= setTimeout(() => void flush(), ms).unref();
  };

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await store.systemInsert(batch);
    } catch (error) {
      logger.error({ err: error, calls: batch.length }, 'model calls could not be stored; they are kept');
      waiting = batch.concat(waiting);
      limit();
      schedule(retryMs);
    }
  };

  const limit = () => {
    const excess = waiting.length - keep;
    if (excess <= 0) return;
    waiting = waiting.slice(excess);
    logger.error({ calls: excess }, 'model calls were given up: too many wait to be stored');
  };

  return {
    async record(call, { durable = false } = {}) {
      countCall(call);
      waiting.push({ _id: newId(), createdAt: new Date(), ...call });
      limit();
      if (durable || closed) return flush();
      // After a failure the timer decides: each further call would only try in vain.
      if (waiting.length % batchSize === 0) void flush();
      else schedule(flushMs);
    },
    flush,
    async close() {
      closed = true;
      clearTimeout(timer);
      await flush();
      if (waiting.length > 0) logger.error({ calls: waiting.length }, 'model calls were lost at the end');
    },
  };
}
