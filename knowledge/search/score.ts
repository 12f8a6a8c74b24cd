import type { SearchMode } from '../../contracts/knowledge.contract.js';
import type { TermStatistics } from '../../platform/vectors/vector-store.js';

export interface QueryProfile {
  /** Distinct analysed terms of the question, stop words removed. */
  terms: string[];
  statistics: TermStatistics;
  mode: SearchMode;
  /** That the vectors were made with. */
  model: string;
  /** Of the documents, as a primary tag. */
  language: string;
  /** Whether the question is in another language than the documents. */
  isForeign: boolean;
}

export interface CandidateFeatures {
  /** Cosine between question and passage; `null` when vectors were not searched. */
  cosine: number | null;
  /** Cosine between question and the nearest sentence of the passage; `null` where those have no vectors. */
  sentence: number | null;
  /** Analysed terms of the passage. */
  terms: string[];
}

/**
 * Words of a language that a small collection does not show: it is read as if it had this many more passages, each term
 * occurring in this share of them.
 */
const prior = { passages: 100, share: 0.02 };

/** Inverse document frequency as in BM25, ln(1 + (N - n + 0.5) / (n + 0.5)), smoothed by the prior. */
export function inverseDocumentFrequency({ total, frequencies }: TermStatistics, term: string): number {
  const passages = total + prior.passages;
  const containing = (frequencies.get(term) ?? 0) + prior.share * prior.passages;
  return Math.log(1 + (passages - containing + 0.5) / (containing + 0.5));
}

interface SentenceWeights {
  semantic: { bias: number; cosine: number; sentence: number };
  hybrid: { bias: number; cosine: number; sentence: number; coverage: number; missing: number };
}

interface Weights {
  semantic: { bias: number; cosine: number };
  hybrid: { bias: number; cosine: number; coverage: number; missing: number; small: number };
  /** For passages whose sentences have vectors of their own. */
  sentences?: SentenceWeights;
  /** For questions in another language than the documents; absent where the model reads one language only. */
  foreign?: { bias: number; cosine: number };
  /** By how much the cosines of texts in a language exceed those in others. */
  nearness?: Record<string, number>;
}

/** Weights of logistic functions, fitted on questions with known passages against questions about absent topics. */
const miniLm: Weights = {
  semantic: { bias: -6.3, cosine: 15 },
  hybrid: { bias: -4.3, cosine: 13, coverage: 2.7, missing: -2.7, small: -1.3 },
  sentences: {
    semantic: { bias: -8.7, cosine: 9, sentence: 12 },
    hybrid: { bias: -9.5, cosine: 7, sentence: 11, coverage: 2, missing: -1 },
  },
};
/** Its cosines lie between .75 and .95: a hundredth is much. */
const e5: Weights = {
  semantic: { bias: -114.8, cosine: 136.6 },
  hybrid: { bias: -79.25, cosine: 93.67, coverage: 6.51, missing: -1.19, small: 0.94 },
  foreign: { bias: -92, cosine: 111.2 },
  nearness: { zh: 0.02 },
};

/** Models without weights of their own are taken to spread their cosines as MiniLM does, but to know many languages. */
function weightsOf(model: string): Weights {
  if (/\be5\b/i.test(model)) return e5;
  return /minilm/i.test(model)
    ? miniLm
    : { semantic: miniLm.semantic, hybrid: miniLm.hybrid, foreign: miniLm.semantic };
}

/** Whether the scores of a model look at sentences. */
export const readsSentences = (model: string): boolean => weightsOf(model).sentences !== undefined;

/**
 * How likely a passage is about the question, 0..1, from semantic nearness, the share of the question's weight whose
 * words occur in the passage, and the weight of its rarest word that does not: in a large collection a topic's name that
 * no passage mentions is the surest sign of an absent topic. How the weights were found: docs/decisions.md.
 */
export function scoreCandidate(
  { terms, statistics, mode, model, language, isForeign }: QueryProfile,
  features: CandidateFeatures,
): number {
  const { coverage, missing } = lexicalFeatures(terms, statistics, features.terms);
  if (mode === 'keyword' || features.cosine === null) return coverage;
  const { semantic, hybrid, sentences, foreign, nearness = {} } = weightsOf(model);
  if (isForeign && foreign) return logistic(foreign.bias + foreign.cosine * features.cosine);
  const cosine = features.cosine - (nearness[language] ?? 0);
  // What a collection lacks says the more the larger it is.
  const trust = statistics.total / (statistics.total + prior.passages);
  const isSemantic = mode === 'semantic' || terms.length === 0;
  if (sentences && features.sentence !== null) {
    const { bias, ...weights } = isSemantic
      ? { ...sentences.semantic, coverage: 0, missing: 0 }
      : sentences.hybrid;
    return logistic(
      bias +
        weights.cosine * cosine +
        weights.sentence * features.sentence +
        weights.coverage * coverage +
        weights.missing * trust * missing,
    );
  }
  if (isSemantic) return logistic(semantic.bias + semantic.cosine * cosine);
  return logistic(
    hybrid.bias +
      hybrid.cosine * cosine +
      hybrid.coverage * coverage +
      hybrid.missing * trust * missing +
      hybrid.small * (1 - trust),
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
  const unknown = inverseDocumentFrequency({ total: statistics.total, frequencies: new Map() }, '');
  return { coverage: total === 0 ? 0 : covered / total, missing: missing / unknown };
}
