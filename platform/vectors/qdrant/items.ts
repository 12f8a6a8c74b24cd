import { z } from 'zod';
import type { CollectionRef } from '../vector-store.js';
import { inCollection, type Condition } from './filter.js';
import type { QdrantReader } from './reader.js';

const pageSize = 1_000;

const Entry = z.object({ itemOrder: z.number(), itemId: z.string(), revision: z.number() });
type Entry = z.output<typeof Entry>;

export interface ItemPoints {
  itemId: string;
  revision: number;
  points: number;
}

/**
 * Item revisions with the number of their points, in the order of the item ids. Qdrant walks the points by `itemOrder`, a
 * number made of an id's first bytes; items that share it are sorted here, so that a page and the largest such group
 * are all that is held.
 */
export async function* readItems(
  reader: QdrantReader,
  collection: CollectionRef,
): AsyncGenerator<ItemPoints> {
  let from = 0;
  for (;;) {
    const page = await readPage(reader, collection, from);
    const last = page.at(-1)?.itemOrder;
    if (last === undefined) return;
    if (page.length < pageSize) {
      yield* counted([page]);
      return;
    }
    const whole = page.filter(({ itemOrder }) => itemOrder < last);
    if (whole.length > 0) {
      yield* counted([whole]);
      from = last;
    } else {
      yield* counted(readGroup(reader, collection, last));
      from = last + 1;
    }
  }
}

async function readPage({ read }: QdrantReader, collection: CollectionRef, from: number): Promise<Entry[]> {
  const answer = await read(collection, (client, alias) =>
    client.scroll(alias, {
      filter: inCollection(collection, orderWithin({ gte: from })),
      order_by: { key: 'itemOrder', direction: 'asc' },
      limit: pageSize,
      with_payload: ['itemOrder', 'itemId', 'revision'],
    }),
  );
  return (answer?.points ?? []).map(({ payload }) => Entry.parse(payload));
}

/** All points of one `itemOrder` when a page cannot hold them. */
async function* readGroup(
  { read }: QdrantReader,
  collection: CollectionRef,
  order: number,
): AsyncGenerator<Entry[]> {
  let offset: string | number | undefined;
  do {
    const start = offset;
    const answer = await read(collection, (client, alias) =>
      client.scroll(alias, {
        filter: inCollection(collection, orderWithin({ gte: order, lte: order })),
        offset: start,
        limit: pageSize,
        with_payload: ['itemOrder', 'itemId', 'revision'],
      }),
    );
    yield (answer?.points ?? []).map(({ payload }) => Entry.parse(payload));
    const next = answer?.next_page_offset;
    offset = typeof next === 'string' || typeof next === 'number' ? next : undefined;
  } while (offset !== undefined);
}

const orderWithin = (range: { gte: number; lte?: number }): Condition => ({ key: 'itemOrder', range });

async function* counted(pages: AsyncIterable<Entry[]> | Iterable<Entry[]>): AsyncGenerator<ItemPoints> {
  const byRevision = new Map<string, ItemPoints>();
  for await (const page of pages) {
    for (const { itemId, revision } of page) {
      const key = `${revision}\0${itemId}`;
      const known = byRevision.get(key);
      if (known) known.points++;
      else byRevision.set(key, { itemId, revision, points: 1 });
    }
  }
  yield* [...byRevision.values()].sort(byItemAndRevision);
}

/** Ids in the order of their bytes, as the other store and MongoDB have them. */
const byItemAndRevision = (a: ItemPoints, b: ItemPoints): number =>
  Buffer.compare(Buffer.from(a.itemId), Buffer.from(b.itemId)) || a.revision - b.revision;
