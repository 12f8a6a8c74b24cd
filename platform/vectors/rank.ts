import type { VectorHit } from './vector-store.js';

/** Best first; equal scores by id, so that every process and every repeat gives the same order. */
export const best = (hits: VectorHit[], limit: number): VectorHit[] =>
  hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
