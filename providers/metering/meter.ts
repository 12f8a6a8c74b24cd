import { newId } from '../../platform/ids.js';
import type { Logger } from '../../platform/logging/logger.js';
import { countCall } from './metrics.js';
import type { ModelCall, ModelCallRecord } from './model-call.js';
import { modelCallRepository, type ModelCallStore } from './model-call.repository.js';

/** Notes every call to a model: in the process's metrics at once, in the store in batches. */
export interface Meter {
  /**
   * Stores a call before it is made, as it stands should nobody live to hear of its end; `record` with the same id then puts
   * that in its place. @throws when it cannot be stored: the call must not be made then
   */
  begin(call: ModelCallRecord): Promise<void>;
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
  /** Ids of calls that were stored before they were made, until their end is. */
  const begun = new Set<string>();
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
      await writeBatch(batch);
    } catch (error) {
      logger.error({ err: error, calls: batch.length }, 'model calls could not be stored; they are kept');
      waiting = batch.concat(waiting);
      limit();
      schedule(retryMs);
    }
  };

  const writeBatch = async (batch: ModelCallRecord[]): Promise<void> => {
    const ended = batch.filter(({ _id }) => begun.has(_id));
    const fresh = batch.filter(({ _id }) => !begun.has(_id));
    if (fresh.length > 0) await store.systemInsert(fresh);
    if (ended.length > 0) await store.systemEnd(ended);
    for (const { _id } of ended) begun.delete(_id);
  };

  const limit = () => {
    const excess = waiting.length - keep;
    if (excess <= 0) return;
    waiting = waiting.slice(excess);
    logger.error({ calls: excess }, 'model calls were given up: too many wait to be stored');
  };

  return {
    async begin(call) {
      await store.systemInsert([call]);
      begun.add(call._id);
    },
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
