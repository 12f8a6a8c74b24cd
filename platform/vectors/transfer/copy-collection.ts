import type { CollectionRef, VectorStore } from '../vector-store.js';
import { compareItems } from './compare-items.js';

const itemsAtOnce = 500;

export interface CopyOptions {
  collection: CollectionRef;
  from: VectorStore;
  to: VectorStore;
  /** Told after each batch how many points were copied so far. */
  onProgress?: (copied: number) => void;
}

/**
 * Makes one store hold what the other holds. Items that the target has already, revision by revision with as many points,
 * are left alone, so that a copy which was cut off goes on where it stopped and a repeated one copies nothing; whatever else
 * the target has is removed.
 * @returns the points that were copied
 */
export async function copyCollection({ collection, from, to, onProgress }: CopyOptions): Promise<number> {
  const present = new Set<string>();
  const wrong: { itemId: string }[] = [];
  for await (const item of compareItems(collection, { from, to })) {
    if (item.from === item.to) present.add(item.itemId);
    else if (item.to !== null) wrong.push({ itemId: item.itemId });
  }
  for (let start = 0; start < wrong.length; start += itemsAtOnce)
    await to.deleteItems(collection, wrong.slice(start, start + itemsAtOnce));
  let copied = 0;
  for await (const batch of from.points(collection)) {
    const missing = batch.filter(({ itemId }) => !present.has(itemId));
    if (missing.length === 0) continue;
    await to.upsert(collection, missing);
    copied += missing.length;
    onProgress?.(copied);
  }
  if (copied > 0) await to.optimize(collection);
  return copied;
}
