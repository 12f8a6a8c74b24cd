import type { Snapshot } from '../backup.model.js';
import type { Source } from '../backup-part.model.js';
import { isBackedUp } from '../left-out.js';
import { database, readAt } from './snapshot.js';

/** A source with about so many bytes. */
export interface Sized<T extends Source = Source> {
  source: T;
  bytes: number;
}

/** The names of all collections that are backed up. */
export async function collectionNames(): Promise<string[]> {
  const found = await database().listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter(isBackedUp)
    .toSorted();
}

/** Everything in a collection, in ranges of its ids of about so many bytes. */
export async function* planDocuments(
  collection: string,
  { snapshot, partBytes }: { snapshot: Snapshot; partBytes: number },
): AsyncGenerator<Sized> {
  const { size, count } = await statistics(collection);
  const ranges = Math.max(1, Math.ceil(size / partBytes));
  const perRange = Math.max(1, Math.ceil(count / ranges));
  let from: unknown = null;
  do {
    const to: unknown = ranges === 1 ? null : await idAfter(collection, { snapshot, from, skip: perRange });
    yield { source: { kind: 'documents', collection, from, to }, bytes: Math.ceil(size / ranges) };
    from = to;
  } while (from !== null);
}

async function statistics(collection: string): Promise<{ size: number; count: number }> {
  const [stats] = await database()
    .collection(collection)
    .aggregate<{ storageStats: { size: number; count: number } }>([{ $collStats: { storageStats: {} } }])
    .toArray();
  return stats?.storageStats ?? { size: 0, count: 0 };
}

/** Found in the index alone. */
async function idAfter(
  collection: string,
  { snapshot, from, skip }: { snapshot: Snapshot; from: unknown; skip: number },
): Promise<unknown> {
  const command = {
    ...{ find: collection, projection: { _id: 1 }, hint: { _id: 1 }, sort: { _id: 1 } },
    ...(from === null ? {} : { min: { _id: from } }),
    ...{ skip, limit: 1 },
  };
  for await (const { _id } of readAt<{ _id: unknown }>(snapshot, command)) return _id;
  return null;
}
