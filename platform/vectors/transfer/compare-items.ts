import type { CollectionRef, VectorStore } from '../vector-store.js';

export interface ComparedItem {
  itemId: string;
  /** Its revisions with their points, in text; null where the store does not have it. */
  from: string | null;
  to: string | null;
}

/** All items of either store, in the order of their ids, with what each store has of them: two streams side by side. */
export async function* compareItems(
  collection: CollectionRef,
  { from, to }: { from: VectorStore; to: VectorStore },
): AsyncGenerator<ComparedItem> {
  const [left, right] = [byItem(from, collection), byItem(to, collection)];
  try {
    let [a, b] = [await left.next(), await right.next()];
    while (!a.done || !b.done) {
      const order = a.done ? 1 : b.done ? -1 : byBytes(a.value.itemId, b.value.itemId);
      const item = order <= 0 ? a : b;
      if (item.done) return;
      yield {
        itemId: item.value.itemId,
        from: order <= 0 && !a.done ? a.value.revisions : null,
        to: order >= 0 && !b.done ? b.value.revisions : null,
      };
      if (order <= 0) a = await left.next();
      if (order >= 0) b = await right.next();
    }
  } finally {
    await Promise.all([left.return(undefined), right.return(undefined)]);
  }
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function* byItem(
  store: VectorStore,
  collection: CollectionRef,
): AsyncGenerator<{ itemId: string; revisions: string }, undefined> {
  let current: { itemId: string; revisions: string } | undefined;
  for await (const { itemId, revision, points } of store.items(collection)) {
    const text = `${revision}:${points}`;
    if (current?.itemId === itemId) current.revisions += ` ${text}`;
    else {
      if (current) yield current;
      current = { itemId, revisions: text };
    }
  }
  if (current) yield current;
}
