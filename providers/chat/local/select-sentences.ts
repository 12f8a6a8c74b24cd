import { analyse } from '../../../platform/text/analyser.js';
import { splitSentences } from '../../../platform/text/sentences.js';
import type { Embedder } from '../../embeddings/embedder.js';
import type { Passage } from '../chat-provider.js';

export interface ChosenSentence {
  text: string;
  /** Of its passage. */
  index: number;
}

interface Candidate extends ChosenSentence {
  /** Place in the evidence, to keep quoted sentences in reading order. */
  order: number;
  terms: Set<string>;
  passageScore: number;
}

const maxCandidates = 60;
const maxSentences = 3;
/** A further sentence must be nearly as good as the best one. */
const nearlyAsGood = 0.82;
/** Cosine from which two sentences say the same. */
const sameMeaning = 0.9;

/** The sentences of the passages that answer a question best: meaning, the question's words and their passage's rank. */
export async function selectSentences({
  question,
  passages,
  embedder,
  signal,
}: {
  question: string;
  passages: Passage[];
  embedder: Embedder;
  signal: AbortSignal;
}): Promise<ChosenSentence[]> {
  const candidates = passages.flatMap(candidatesOf).slice(0, maxCandidates);
  if (candidates.length === 0) return [];
  const texts = [question, ...candidates.map(({ text }) => text)];
  const { vectors } = await embedder.embed(texts, { purpose: 'query', signal });
  const [asked, ...sentences] = vectors;
  if (!asked) return [];
  const weights = termWeights(question, candidates);
  const scored = candidates
    .map((candidate, position) => {
      const vector = sentences[position] ?? asked;
      const score =
        0.55 * dot(asked, vector) + 0.3 * coverage(weights, candidate.terms) + 0.15 * candidate.passageScore;
      return { ...candidate, vector, score };
    })
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  const chosen: typeof scored = [];
  for (const candidate of scored) {
    if (chosen.length >= maxSentences || candidate.score < best * nearlyAsGood) break;
    if (chosen.every(({ vector }) => dot(vector, candidate.vector) < sameMeaning)) chosen.push(candidate);
  }
  return chosen.sort((a, b) => a.order - b.order).map(({ text, index }) => ({ text, index }));
}

/** Sentences that can stand as an answer: not questions, not fragments. */
function candidatesOf({ text, index, title, score }: Passage, position: number): Candidate[] {
  return splitSentences(text)
    .map((sentence, at) => ({ text: sentence.text.trim(), order: position * 1_000 + at }))
    .filter(({ text }) => !text.endsWith('?') && text !== title && /\p{L}{2}.*\s.*\p{L}/su.test(text))
    .map((sentence) => ({ ...sentence, index, passageScore: score, terms: new Set(analyse(sentence.text)) }));
}

/** The question's terms, weighted by how few of the candidates contain them. */
function termWeights(question: string, candidates: Candidate[]): Map<string, number> {
  const terms = new Set(analyse(question, { query: true }));
  return new Map(
    [...terms].map((term) => {
      const containing = candidates.filter(({ terms }) => terms.has(term)).length;
      return [term, containing === 0 ? 0 : Math.log(1 + candidates.length / containing)];
    }),
  );
}

function coverage(weights: Map<string, number>, terms: Set<string>): number {
  let total = 0;
  let covered = 0;
  for (const [term, weight] of weights) {
    total += weight;
    if (terms.has(term)) covered += weight;
  }
  return total === 0 ? 0 : covered / total;
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
