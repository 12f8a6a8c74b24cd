import type { TermStatistics } from './vector-store.js';

const k1 = 1.2;
const b = 0.75;

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
    const occurrences = new Map<string, number>();
    for (const term of terms) if (idf.has(term)) occurrences.set(term, (occurrences.get(term) ?? 0) + 1);
    const norm = k1 * (1 - b + (b * terms.length) / averageLength);
    let score = 0;
    for (const [term, count] of occurrences) {
      score += (idf.get(term) ?? 0) * ((count * (k1 + 1)) / (count + norm));
    }
    return score;
  };
}
