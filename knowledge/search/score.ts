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

/** Weights of logistic functions, fitted on questions with known passages against questions about absent topics. */
const weights = {
  semantic: { bias: -6.3, cosine: 15 },
  hybrid: { bias: -1, cosine: 7, coverage: 2, missing: -5 },
};

/**
 * How likely a passage is about the question, 0..1, from semantic nearness, the share of the question's weight whose
 * words occur in the passage, and the weight of its rarest word that does not: a topic's name that no passage
 * mentions is the surest sign of an absent topic. How the weights were found: docs/decisions.md.
 */
export function scoreCandidate(
  { terms, statistics, mode }: QueryProfile,
  features: CandidateFeatures,
): number {
  const { coverage, missing } = lexicalFeatures(terms, statistics, features.terms);
  if (mode === 'keyword' || features.cosine === null) return coverage;
  const { semantic, hybrid } = weights;
  if (mode === 'semantic' || terms.length === 0)
    return logistic(semantic.bias + semantic.cosine * features.cosine);
  return logistic(
    hybrid.bias + hybrid.cosine * features.cosine + hybrid.coverage * coverage + hybrid.missing * missing,
  );
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** How much the repetition of a term adds to its first occurrence, at most. */
const repetition = 0.15;

/**
 * `coverage`: the share of the question's inverse document frequency that the passage covers. `missing`: the weight of
 * its heaviest absent term, relative to a term that no passage has. Both 0..1.
 */
function lexicalFeatures(
  terms: string[],
  statistics: TermStatistics,
  passage: string[],
): { coverage: number; missing: number } {
  const occurrences = new Map<string, number>();
  for (const term of passage) occurrences.set(term, (occurrences.get(term) ?? 0) + 1);
  let covered = 0;
  let total = 0;
  let missing = 0;
  for (const term of terms) {
    const weight = inverseDocumentFrequency(statistics, term);
    const count = occurrences.get(term) ?? 0;
    total += weight;
    if (count === 0) missing = Math.max(missing, weight);
    else covered += weight * (1 - repetition * Math.exp(1 - count));
  }
  const unknown = Math.log(1 + (statistics.total + 0.5) / 0.5);
  return { coverage: total === 0 ? 0 : covered / total, missing: unknown === 0 ? 0 : missing / unknown };
}
