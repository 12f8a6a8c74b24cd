import type { Schemas } from '@qdrant/js-client-rest';
import { createHash } from 'node:crypto';
import { countOccurrences, termWeight } from '../bm25.js';

type SparseVector = Schemas['SparseVector'];

/**
 * A term's place in sparse vectors: 32 bits of its SHA-1. Two terms may share a place (of 100,000 terms about one pair
 * does), which can only add a candidate or move it: the terms themselves are in the payload, and they decide the
 * score and the counts.
 */
const termIndex = (term: string): number => createHash('sha1').update(term).digest().readUInt32BE(0);

/** Terms of a typical passage. The server ranks candidates by it; the score uses the knowledge base's own average. */
const typicalLength = 100;

/** The BM25 weights of a point's terms but for their IDF, which the server multiplies in when it is searched. */
export function termVector(terms: readonly string[]): SparseVector {
  const weights = new Map<number, number>();
  for (const [term, count] of countOccurrences(terms)) {
    const index = termIndex(term);
    weights.set(index, (weights.get(index) ?? 0) + termWeight(count, terms.length, typicalLength));
  }
  return sparse(weights);
}

export const questionVector = (terms: Iterable<string>): SparseVector =>
  sparse(new Map([...terms].map((term) => [termIndex(term), 1])));

const sparse = (weights: Map<number, number>): SparseVector => ({
  indices: [...weights.keys()],
  values: [...weights.values()],
});
