import type { ChangeStream } from 'mongodb';
import mongoose from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';

/** Kept no longer, whatever the database tells: what a cut connection hides is seen after this time. */
const keptMs = 5_000;
const mostEntries = 10_000;
const againMs = 1_000;

interface Entry<T> {
  value: T;
  ids: readonly string[];
  until: number;
}

const all = new Set<KeptReads<unknown>>();
/** Who hears of changes; without anybody, nothing is kept. */
let watcher: AbortController | undefined;

/**
 * Reads of single documents that are kept until one of these documents changes: at once where this process writes (models
 * defined with `isKept`), within moments where another one does, which a change stream tells. What was not found is not kept.
 */
export class KeptReads<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #keys = new Map<string, Set<string>>();
  #changes = 0;

  /** @param idsOf the documents that a value was read from */
  constructor(
    readonly collections: readonly string[],
    private readonly idsOf: (value: T) => string[],
  ) {
    all.add(this as KeptReads<unknown>);
  }

  async read(key: string, load: () => Promise<T | null>): Promise<T | null> {
    if (!watcher) return load();
    const kept = this.#entries.get(key);
    if (kept && kept.until > performance.now()) return kept.value;
    const changes = this.#changes;
    const value = await load();
    // What changed while it was read may have been read before.
    if (value !== null && changes === this.#changes) this.#keep(key, value);
    return value;
  }

  /** @param id without one, everything */
  forget(id?: string): void {
    this.#changes += 1;
    if (id === undefined) {
      this.#entries.clear();
      this.#keys.clear();
    } else for (const key of [...(this.#keys.get(id) ?? [])]) this.#drop(key);
  }

  #keep(key: string, value: T): void {
    this.#drop(key);
    const ids = this.idsOf(value);
    this.#entries.set(key, { value, ids, until: performance.now() + keptMs });
    for (const id of ids) this.#keys.set(id, (this.#keys.get(id) ?? new Set()).add(key));
    // A Map iterates in the order of insertion.
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > mostEntries && oldest !== undefined) this.#drop(oldest);
  }

  #drop(key: string): void {
    for (const id of this.#entries.get(key)?.ids ?? []) {
      const keys = this.#keys.get(id);
      keys?.delete(key);
      if (keys?.size === 0) this.#keys.delete(id);
    }
    this.#entries.delete(key);
  }
}

/** Forgets what was read from a document, or from any of a collection. */
export function forgetReads(collection: string, id?: string): void {
  for (const reads of all) if (reads.collections.includes(collection)) reads.forget(id);
}

/** Begins to keep reads, for as long as the database tells of changes. @returns what ends it */
export function watchKeptReads(logger: Logger): () => void {
  let stream: ChangeStream | undefined;
  const ending = new AbortController();
  const collections = [...new Set([...all].flatMap((reads) => reads.collections))];
  const giveUp = (): void => {
    if (watcher === ending) watcher = undefined;
    for (const collection of collections) forgetReads(collection);
  };
  const follow = async (): Promise<void> => {
    stream = mongoose.connection.db?.watch([
      { $match: { 'ns.coll': { $in: collections }, operationType: { $ne: 'insert' } } },
      { $project: { operationType: 1, ns: 1, documentKey: 1 } },
    ]);
    if (!stream) return;
    // Opens it; from here on every change is told.
    await stream.tryNext();
    if (!ending.signal.aborted) watcher = ending;
    while (!ending.signal.aborted) {
      const change = await stream.next();
      if ('documentKey' in change) forgetReads(change.ns.coll, String(change.documentKey._id));
      else for (const collection of collections) forgetReads(collection);
    }
  };
  void (async () => {
    while (!ending.signal.aborted) {
      await follow().catch((error: unknown) => {
        if (!ending.signal.aborted) logger.warn({ err: error }, 'change stream lost; nothing is kept');
      });
      giveUp();
      await stream?.close().catch(() => undefined);
      await sleep(againMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return () => {
    ending.abort();
    giveUp();
    // The server may take a second to give up waiting, which nobody else needs to.
    void stream?.close().catch(() => undefined);
  };
}
