import { createPauses } from '../text/pause.js';
import { analyse } from '../../platform/text/analyser.js';

export interface WordCoverage {
  /** Distinct words of the query that say something. */
  terms: string[];
  /** For each text, the share of the query's weight that its words cover, 0..1: rare words weigh more. */
  shares: number[];
}

/**
 * Compares texts with a query by their words, weighed by how rare they are among the texts (as in BM25). The process stays
 * responsive however many they are.
 */
export async function wordCoverage(
  query: string,
  texts: readonly string[],
  language: string,
): Promise<WordCoverage> {
  const terms = [...new Set(analyse(query, { query: true, language }))];
  const pause = createPauses();
  const found: boolean[][] = [];
  for (const text of texts) {
    const words = new Set(analyse(text, { language }));
    found.push(terms.map((term) => words.has(term)));
    await pause();
  }
  const weights = terms.map((_, position) => {
    const containing = found.filter((one) => one[position]).length;
    return Math.log(1 + (texts.length - containing + 0.5) / (containing + 0.5));
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = found.map((one) =>
    one.every(Boolean)
      ? Number(terms.length > 0)
      : weights.reduce((sum, weight, position) => sum + (one[position] ? weight : 0), 0) / (whole || 1),
  );
  return { terms, shares };
}
