import type { SearchMode } from '../../contracts/knowledge.contract.js';
import type { TermStatistics } from '../../platform/vectors/vector-store.js';

export interface QueryProfile {
  /** Distinct analysed terms of the question, stop words removed. */
  terms: string[];
  statistics: TermStatistics;
  mode: SearchMode;
}

export interface CandidateFeatures {
  /** Cosine between question and passage; `null` when vectors were not searched. */
  cosine: number | null;
  /** Analysed terms of the passage. */
  terms: string[];
}

/** Inverse document frequency as in BM25+, always positive: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export const inverseDocumentFrequency = ({ total, frequencies }: TermStatistics, term: string): number => {
  const containing = frequencies.get(term) ?? 0;
  return Math.log(1 + (total - containing + 0.5) / (containing + 0.5));
};

/**
 * How likely a passage is about the question, 0..1. Semantic nearness and the share of the question's weight whose
 * words occur in the passage are combined by a logistic function; its weights were fitted on questions with known
 * passages against questions about absent topics (see docs/decisions.md).
 */
export function scoreCandidate(
  { terms, statistics, mode }: QueryProfile,
  features: CandidateFeatures,
): number {
  const coverage = coverageOf(terms, statistics, features.terms);
  if (mode === 'keyword' || features.cosine === null) return coverage;
  const similarity = Math.max(0, features.cosine);
  if (mode === 'semantic' || terms.length === 0)
    return logistic(weights.semantic.bias + weights.semantic.cosine * similarity);
  return logistic(
    weights.hybrid.bias + weights.hybrid.cosine * similarity + weights.hybrid.coverage * coverage,
  );
}

const weights = {
  semantic: { bias: -5, cosine: 10 },
  hybrid: { bias: -6, cosine: 7, coverage: 5 },
};

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** BM25's saturation of repeated terms. */
const saturation = 1.2;

/** The share of the question's inverse document frequency that the passage covers; repetition counts a little. */
function coverageOf(terms: string[], statistics: TermStatistics, passage: string[]): number {
  const occurrences = new Map<string, number>();
  for (const term of passage) occurrences.set(term, (occurrences.get(term) ?? 0) + 1);
  let covered = 0;
  let total = 0;
  for (const term of terms) {
    const weight = inverseDocumentFrequency(statistics, term);
    const count = occurrences.get(term) ?? 0;
    total += weight;
    covered += weight * (count === 0 ? 0 : 0.85 + 0.15 * (1 - Math.exp(-(count - 1) / saturation)));
  }
  return total === 0 ? 0 : covered / total;
}
