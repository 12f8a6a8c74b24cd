import { dot } from './dot.js';
import type { CollectionRef, HybridHits, VectorStore } from './vector-store.js';

type Searches = Pick<VectorStore, 'searchDense' | 'searchLexical' | 'termStatistics' | 'vectors'>;

/** `searchHybrid` by its parts: for a store in this process, where a call costs no round trip. */
export const searchHybridByParts =
  (store: Searches): VectorStore['searchHybrid'] =>
  async (collection, { vector, terms }, options) => {
    const [dense, lexical, statistics] = await Promise.all([
      vector ? store.searchDense(collection, vector, options) : [],
      store.searchLexical(collection, terms, options),
      store.termStatistics(collection, terms),
    ]);
    const cosines = new Map(dense.map(({ id, score }) => [id, score]));
    const found = { dense, lexical, cosines, statistics };
    if (vector) await addMissingCosines(found, vector, collection, store);
    return found;
  };

/** Completes `cosines` by the vectors of the hits that have none. */
export async function addMissingCosines(
  { dense, lexical, cosines }: HybridHits,
  query: Float32Array,
  collection: CollectionRef,
  store: Pick<VectorStore, 'vectors'>,
): Promise<void> {
  const ids = [...dense, ...lexical].map(({ id }) => id).filter((id) => !cosines.has(id));
  if (ids.length === 0) return;
  for (const [id, vector] of await store.vectors(collection, ids)) cosines.set(id, dot(vector, query));
}
