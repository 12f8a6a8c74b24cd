import type { CollectionRef, VectorPoint, VectorStore } from '../vector-store.js';
import { compareItems } from './compare-items.js';

export interface Verification {
  from: number;
  to: number;
  /** What differs, in a few words; null when nothing does. */
  difference: string | null;
}

const samples = 20;
/** Float32 rounding, should one of the stores normalise again. */
const tolerance = 1e-5;

/** Whether two stores hold the same: every item's points, and of a sample the vectors and the counts of their terms. */
export async function verifyCopy(
  collection: CollectionRef,
  stores: { from: VectorStore; to: VectorStore },
): Promise<Verification> {
  const [from, to] = await Promise.all([stores.from.count(collection), stores.to.count(collection)]);
  const difference =
    from === to
      ? ((await differingItem(collection, stores)) ?? (await differingSample(collection, stores)))
      : `${Math.abs(from - to)} points ${from > to ? 'are missing' : 'too many'}`;
  return { from, to, difference };
}

async function differingItem(
  collection: CollectionRef,
  stores: { from: VectorStore; to: VectorStore },
): Promise<string | null> {
  for await (const { itemId, from, to } of compareItems(collection, stores))
    if (from !== to) return `item ${itemId} has ${to ?? 'nothing'} instead of ${from ?? 'nothing'}`;
  return null;
}

async function differingSample(
  collection: CollectionRef,
  { from, to }: { from: VectorStore; to: VectorStore },
): Promise<string | null> {
  const points = await samplePoints(from, collection);
  const vectors = await to.vectors(
    collection,
    points.map(({ id }) => id),
  );
  for (const { id, vector } of points) {
    const copy = vectors.get(id);
    if (!copy) return `point ${id} is missing`;
    if (vector.some((value, index) => Math.abs(value - (copy[index] ?? NaN)) > tolerance))
      return `point ${id} has another vector`;
  }
  const terms = [...new Set(points.map(({ terms: [term] }) => term ?? '').filter(Boolean))];
  const [expected, counted] = await Promise.all([
    from.termStatistics(collection, terms),
    to.termStatistics(collection, terms),
  ]);
  const wrong = terms.find((term) => expected.frequencies.get(term) !== counted.frequencies.get(term));
  return wrong === undefined ? null : `the term "${wrong}" occurs in another number of points`;
}

/** Spread over the first batch. */
async function samplePoints(store: VectorStore, collection: CollectionRef): Promise<VectorPoint[]> {
  for await (const batch of store.points(collection)) {
    const step = Math.max(1, Math.floor(batch.length / samples));
    return batch.filter((_, index) => index % step === 0).slice(0, samples);
  }
  return [];
}
