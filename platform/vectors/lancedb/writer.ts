import type { Connection, Table } from '@lancedb/lancedb';
import type { CollectionRef, VectorPoint } from '../vector-store.js';
import { commitGroup } from './commit.js';
import { dropTable } from './drop-table.js';
import { needsOptimizing, optimizeTable, versionGrace } from './maintenance.js';
import { ensureIndexes, pointSchema } from './schema.js';
import { tableName } from './table-name.js';
import type { TablePool } from './table-pool.js';
import type { ItemDeletion, WriteGroup } from '../write-group.js';
import { createWriteLane, type WriteLane } from '../write-lane.js';

export interface LanceWriter {
  upsert(collection: CollectionRef, points: VectorPoint[]): Promise<void>;
  deleteItems(collection: CollectionRef, items: ItemDeletion[]): Promise<void>;
  drop(collection: CollectionRef): Promise<void>;
  optimize(collection: CollectionRef): Promise<void>;
  /** Resolves when everything asked for has been written. */
  close(): Promise<void>;
}

export interface LanceWriterOptions {
  connection: Connection;
  directory: string;
  tables: TablePool;
  /** Told of upkeep that failed; the data is safe and the next attempt comes by itself. */
  onUpkeepError: (error: unknown, table: string) => void;
}

/** All writes of this process, one lane a collection. */
export function createLanceWriter({
  connection,
  directory,
  tables,
  onUpkeepError,
}: LanceWriterOptions): LanceWriter {
  const lanes = new Map<string, { lane: WriteLane; idle: Promise<void> }>();
  const cleanups = new Map<string, NodeJS.Timeout>();
  const complete = new WeakSet<Table>();

  async function withTable(name: string, work: (table: Table) => Promise<void>): Promise<boolean> {
    const found = await tables.use(name, async (table) => {
      if (!complete.has(table)) await ensureIndexes(table);
      complete.add(table);
      await work(table);
      return true;
    });
    return found ?? false;
  }
  async function write(name: string, dimensions: number, group: WriteGroup): Promise<void> {
    const commit = (table: Table) => commitGroup(table, group, dimensions);
    if (await withTable(name, commit)) return;
    if (group.points.size === 0) return; // nothing to delete from
    const created = await connection.createEmptyTable(name, pointSchema(dimensions), { existOk: true });
    created.close();
    tables.forget(name); // a search that just found nothing must not answer for the new table
    if (!(await withTable(name, commit))) throw new Error(`The table ${name} vanished while it was written`);
  }
  async function upkeep(name: string): Promise<void> {
    try {
      await withTable(name, async (table) => {
        if (await needsOptimizing(table)) await optimizeTable(table);
      });
    } catch (error) {
      onUpkeepError(error, name);
    }
  }
  /** What `optimize` replaced may still be in use then; it is removed when it cannot be any more. */
  function cleanUpLater(name: string, lane: () => WriteLane): void {
    clearTimeout(cleanups.get(name));
    const timer = setTimeout(() => {
      cleanups.delete(name);
      lane()
        .exclusively(async () => void (await withTable(name, optimizeTable)))
        .catch((error: unknown) => onUpkeepError(error, name));
    }, versionGrace + 1_000);
    cleanups.set(name, timer.unref());
  }
  function laneOf(collection: CollectionRef): WriteLane {
    const name = tableName(collection);
    const known = lanes.get(name);
    if (known) return known.lane;
    let onIdle = (): void => undefined;
    const idle = new Promise<void>((resolve) => (onIdle = resolve));
    const lane = createWriteLane({
      write: (group) => write(name, collection.dimensions, group),
      afterCommit: () => upkeep(name),
      onIdle: () => {
        lanes.delete(name);
        onIdle();
      },
    });
    lanes.set(name, { lane, idle });
    return lane;
  }

  return {
    upsert: (collection, points) => laneOf(collection).upsert(points),
    deleteItems: (collection, items) => laneOf(collection).deleteItems(items),
    drop: (collection) => {
      const name = tableName(collection);
      return laneOf(collection).exclusively(async () => {
        clearTimeout(cleanups.get(name));
        cleanups.delete(name);
        tables.forget(name);
        await dropTable(directory, name);
      });
    },
    optimize: (collection) => {
      const name = tableName(collection);
      return laneOf(collection).exclusively(async () => {
        if (await withTable(name, optimizeTable)) cleanUpLater(name, () => laneOf(collection));
      });
    },
    async close() {
      for (const timer of cleanups.values()) clearTimeout(timer);
      await Promise.all([...lanes.values()].map(({ idle }) => idle));
    },
  };
}
