import type { TermStatistics } from './vector-store.js';

const k1 = 1.2;
const b = 0.75;

/**
 * What occurrences of a term add to a document's score before its IDF: saturates with `count`, falls with the
 * document's length relative to the average.
 */
export const termWeight = (count: number, length: number, averageLength: number): number =>
  (count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / averageLength));

/** How often each distinct term occurs. */
export function countOccurrences(terms: readonly string[]): Map<string, number> {
  const occurrences = new Map<string, number>();
  for (const term of terms) occurrences.set(term, (occurrences.get(term) ?? 0) + 1);
  return occurrences;
}

/**
 * Scores documents by Okapi BM25 with the non-negative IDF of Lucene, `ln(1 + (N - n + 0.5) / (n + 0.5))`,
 * k1 = 1.2 and b = 0.75. A term asked for twice counts once.
 *
 * Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), formula
 * 3.15; Lucene's BM25Similarity.
 *
 * @param averageLength terms of an average document of the collection, repetitions counted
 * @returns a function from a document's terms (repetitions kept) to its score, 0 when it has none of the terms
 */
export function bm25(
  { total, frequencies }: TermStatistics,
  averageLength: number,
): (terms: readonly string[]) => number {
  const idf = new Map<string, number>();
  for (const [term, count] of frequencies) idf.set(term, Math.log(1 + (total - count + 0.5) / (count + 0.5)));
  return (terms) => {
    let score = 0;
    for (const [term, count] of countOccurrences(terms.filter((term) => idf.has(term)))) {
      score += (idf.get(term) ?? 0) * termWeight(count, terms.length, averageLength);
    }
    return score;
  };
}
