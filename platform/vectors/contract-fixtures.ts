import { randomUUID } from 'node:crypto';
import type { CollectionRef, VectorPoint } from './vector-store.js';

export const dimensions = 32;

/** A collection that no other test knows. */
export const newCollection = (changes: Partial<CollectionRef> = {}): CollectionRef => ({
  organizationId: randomUUID(),
  knowledgeBaseId: randomUUID(),
  generation: 1,
  model: 'test/model:v1',
  dimensions,
  ...changes,
});

/** Mulberry32: the same seed gives the same numbers (0..1) on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function unitVector(random: () => number): Float32Array {
  const values = Array.from({ length: dimensions }, () => random() - 0.5);
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

/** A vector along one axis: similarities to it can be told from the point. */
export function axis(index: number): Float32Array {
  const vector = new Float32Array(dimensions);
  vector[index] = 1;
  return vector;
}

export const point = (id: string, values: Partial<VectorPoint> = {}): VectorPoint => ({
  id,
  itemId: 'item',
  revision: 1,
  tags: [],
  vector: axis(0),
  terms: [],
  ...values,
});

/** Words as uneven as in a text: a few in most points, most in a few (Zipf's law over 3,000 words). */
const word = (random: () => number): string => `w${Math.floor(3_000 ** random())}`;
export const words = (random: () => number, count: number): string[] =>
  Array.from({ length: count }, () => word(random));

export const randomPoints = (count: number, seed: number, prefix = 'p'): VectorPoint[] => {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) =>
    point(`${prefix}${index}`, {
      itemId: `${prefix}-item-${Math.floor(index / 10)}`,
      tags: [`tag-${index % 3}`],
      vector: unitVector(random),
      terms: words(random, 5 + Math.floor(random() * 60)),
    }),
  );
};

/** BM25 as in the textbook, over all points at once, best first: what a store's order is compared with. */
export function referenceBm25(points: VectorPoint[], query: string[]): { id: string; score: number }[] {
  const average = points.reduce((sum, { terms }) => sum + terms.length, 0) / points.length;
  const weights = [...new Set(query)].map((term) => {
    const containing = points.filter(({ terms }) => terms.includes(term)).length;
    return { term, idf: Math.log(1 + (points.length - containing + 0.5) / (containing + 0.5)) };
  });
  const score = ({ terms }: VectorPoint) =>
    weights.reduce((sum, { term, idf }) => {
      const frequency = terms.filter((other) => other === term).length;
      return sum + (idf * frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * terms.length) / average));
    }, 0);
  return ranked(points.map((candidate) => ({ id: candidate.id, score: score(candidate) }))).filter(
    (hit) => hit.score > 0,
  );
}

const ranked = (hits: { id: string; score: number }[]) =>
  hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));

export function referenceDense(points: VectorPoint[], query: Float32Array): { id: string; score: number }[] {
  const similarity = (vector: Float32Array) =>
    vector.reduce((sum, value, index) => sum + value * (query[index] ?? 0), 0);
  return ranked(points.map(({ id, vector }) => ({ id, score: similarity(vector) })));
}

export const idsOf = (hits: { id: string }[]): string[] => hits.map(({ id }) => id);

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
