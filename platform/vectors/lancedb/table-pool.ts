import type { Connection, Table } from '@lancedb/lancedb';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../errors/app-error.js';

interface Entry {
  table: Promise<Table | undefined>;
  users: number;
  evicted: boolean;
}

export interface TablePool {
  /** Runs `work` on the open table; `undefined` when there is no such table, or it was dropped meanwhile. */
  use<Result>(name: string, work: (table: Table) => Promise<Result>): Promise<Result | undefined>;
  /** The same for a stream: the table stays open until the stream ends or is left. */
  stream<Item>(name: string, work: (table: Table) => AsyncIterable<Item>): AsyncGenerator<Item>;
  /** Closes the handle as soon as nobody uses it. */
  forget(name: string): void;
  close(): void;
}

/**
 * Open tables, at most `size` of them besides those in use; the least recently used is closed first. A handle
 * follows the writers of all processes when the connection's `readConsistencyInterval` is 0.
 */
export function createTablePool(connection: Connection, directory: string, size: number): TablePool {
  const entries = new Map<string, Entry>();

  const closeIdle = (entry: Entry): void => {
    if (entry.evicted && entry.users === 0) {
      entry.table.then(
        (table) => table?.close(),
        () => undefined, // it never opened: nothing to close
      );
    }
  };
  const evict = (name: string, entry: Entry): void => {
    if (entries.get(name) === entry) entries.delete(name);
    entry.evicted = true;
    closeIdle(entry);
  };
  const acquire = (name: string): Entry => {
    const entry = entries.get(name) ?? { table: open(connection, name), users: 0, evicted: false };
    entry.users++;
    entries.delete(name);
    entries.set(name, entry); // a Map keeps the order of insertion: the last is the most recent
    const [oldest] = entries;
    if (entries.size > size && oldest) evict(...oldest);
    return entry;
  };
  const release = (entry: Entry): void => {
    entry.users--;
    closeIdle(entry);
  };
  /** A failure while the table's folder is gone means: dropped. Any other failure is the caller's to see. */
  const unlessDropped = async (name: string, entry: Entry, error: unknown): Promise<undefined> => {
    evict(name, entry);
    if (await exists(join(directory, `${name}.lance`))) throw error;
  };

  return {
    async use(name, work) {
      const entry = acquire(name);
      try {
        const table = await entry.table;
        if (table) return await work(table);
        evict(name, entry);
        return undefined;
      } catch (error) {
        return await unlessDropped(name, entry, error);
      } finally {
        release(entry);
      }
    },
    async *stream(name, work) {
      const entry = acquire(name);
      try {
        const table = await entry.table;
        if (table) yield* work(table);
        else evict(name, entry);
      } catch (error) {
        await unlessDropped(name, entry, error);
      } finally {
        release(entry);
      }
    },
    forget(name) {
      const entry = entries.get(name);
      if (entry) evict(name, entry);
    },
    close() {
      for (const [name, entry] of [...entries]) evict(name, entry);
    },
  };
}

async function open(connection: Connection, name: string): Promise<Table | undefined> {
  try {
    return await connection.openTable(name);
  } catch (error) {
    if (errorMessage(error).includes('was not found')) return undefined;
    throw error;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
