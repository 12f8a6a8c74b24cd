import type { QdrantClient } from '@qdrant/js-client-rest';
import type { CollectionRef, VectorPoint } from '../vector-store.js';
import type { ItemDeletion, WriteGroup } from '../write-group.js';
import { createWriteLane, type WriteLane } from '../write-lane.js';
import type { QdrantConnection } from './connection.js';
import { toAppError } from './failures.js';
import { inCollection, type Condition, type Filter } from './filter.js';
import { collectionAlias, ensureLayout, hasStatus, type Quantization } from './layout.js';
import { toPoint } from './point.js';

export interface QdrantWriter {
  upsert(collection: CollectionRef, points: VectorPoint[]): Promise<void>;
  deleteItems(collection: CollectionRef, items: ItemDeletion[]): Promise<void>;
  drop(collection: CollectionRef): Promise<void>;
  /** Resolves when everything asked for has been written. */
  close(): Promise<void>;
}

/** Numbers in the vectors of one request: with the terms some megabytes of JSON, far below the server's 32. */
const numbersPerRequest = 200_000;
/** Items named in one deletion's filter. */
const itemsPerFilter = 500;

/** All writes of this process, one lane a collection; a write is over when the server has applied it (`wait`). */
export function createQdrantWriter(
  connection: QdrantConnection,
  { prefix, quantization }: { prefix: string; quantization: Quantization },
): QdrantWriter {
  const lanes = new Map<string, { lane: WriteLane; idle: Promise<void> }>();
  const ready = new Map<string, Promise<void>>();

  const send = <T>(work: (client: QdrantClient) => Promise<T>): Promise<T> =>
    connection.write(work).catch((error: unknown) => {
      if (hasStatus(error, 404)) throw error;
      throw toAppError(error, connection.address);
    });
  function prepare(alias: string, dimensions: number): Promise<void> {
    const known = ready.get(alias);
    if (known) return known;
    const preparing = send((client) => ensureLayout(client, { alias, dimensions, quantization }));
    ready.set(alias, preparing);
    preparing.catch(() => ready.delete(alias));
    return preparing;
  }
  async function upsert(collection: CollectionRef, points: VectorPoint[]): Promise<void> {
    const alias = collectionAlias(prefix, collection);
    const batchSize = Math.max(1, Math.floor(numbersPerRequest / collection.dimensions));
    for (let start = 0; start < points.length; start += batchSize) {
      const batch = points.slice(start, start + batchSize).map((point) => toPoint(collection, point));
      const put = () => send((client) => client.upsert(alias, { points: batch, wait: true }));
      await prepare(alias, collection.dimensions);
      await put().catch(async (error: unknown) => {
        if (!hasStatus(error, 404)) throw error;
        // Somebody dropped the collection since: it is made again, once.
        ready.delete(alias);
        await prepare(alias, collection.dimensions);
        await put();
      });
    }
  }
  async function remove(collection: CollectionRef, filter: Filter): Promise<void> {
    const alias = collectionAlias(prefix, collection);
    await send((client) => client.delete(alias, { filter, wait: true })).catch((error: unknown) => {
      if (!hasStatus(error, 404)) throw error; // nothing was ever stored
    });
  }
  async function write(collection: CollectionRef, group: WriteGroup): Promise<void> {
    await upsert(collection, [...group.points.values()]);
    for (let start = 0; start < group.deletions.length; start += itemsPerFilter) {
      const named = group.deletions.slice(start, start + itemsPerFilter);
      await remove(collection, inCollection(collection, { should: deletionConditions(named) }));
    }
  }
  function laneOf(collection: CollectionRef): WriteLane {
    const { must } = inCollection(collection);
    const name = JSON.stringify([collectionAlias(prefix, collection), must]);
    const known = lanes.get(name);
    if (known) return known.lane;
    let onIdle = (): void => undefined;
    const idle = new Promise<void>((resolve) => (onIdle = resolve));
    const lane = createWriteLane({
      write: (group) => write(collection, group),
      afterCommit: () => Promise.resolve(),
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
    drop: (collection) => laneOf(collection).exclusively(() => remove(collection, inCollection(collection))),
    async close() {
      await Promise.all([...lanes.values()].map(({ idle }) => idle));
    },
  };
}

/** Items with the same `beforeRevision` share one list. */
function deletionConditions(deletions: readonly ItemDeletion[]): Condition[] {
  const byRevision = new Map<number | undefined, string[]>();
  for (const { itemId, beforeRevision } of deletions) {
    const items = byRevision.get(beforeRevision) ?? [];
    items.push(itemId);
    byRevision.set(beforeRevision, items);
  }
  return [...byRevision].map(([revision, items]): Condition => {
    const named = { key: 'itemId', match: { any: items } };
    return revision === undefined ? named : { must: [named, { key: 'revision', range: { lt: revision } }] };
  });
}
