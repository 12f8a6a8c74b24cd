import { analyse } from '../../../platform/text/analyser.js';
import { dot } from '../../../platform/vectors/dot.js';
import type { Embedder } from '../../embeddings/embedder.js';
import type { Passage } from '../chat-provider.js';
import { answerUnits, type AnswerUnit } from './answer-units.js';

export interface ChosenSentence {
  text: string;
  /** Of its passage. */
  index: number;
}

interface Candidate extends AnswerUnit {
  passage: Passage;
  /** Place in the evidence, to keep quoted sentences in reading order. */
  order: number;
  terms: Set<string>;
}

const maxCandidates = 64;
const maxSentences = 3;
/** A further sentence must be nearly as good as the best one. */
const nearlyAsGood = 0.9;
/** Characters after which nothing more is added. */
const enough = 500;
/** Cosine from which two sentences say the same. */
const sameMeaning = 0.9;

/** How much of a candidate's score comes from meaning, from the question's words and from its passage's rank. */
const weights = { meaning: 0.55, words: 0.25, passage: 0.2 };

/** The units of the passages that answer a question best. */
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
  const asked = new Set(analyse(question, { query: true }));
  const candidates = passages.flatMap(candidatesOf);
  const telling = candidates.filter((candidate) => saysSomething(candidate, asked)).slice(0, maxCandidates);
  if (telling.length === 0) return [];
  const { vectors } = await embedder.embed([question, ...telling.map(embeddedText)], {
    purpose: 'query',
    signal,
  });
  const [questionVector, ...unitVectors] = vectors;
  if (!questionVector) return [];
  const importance = termImportance(asked, telling);
  const scored = telling
    .map((candidate, position) => {
      const vector = unitVectors[position] ?? questionVector;
      const score =
        weights.meaning * dot(questionVector, vector) +
        weights.words * coverage(importance, candidate.terms) +
        weights.passage * candidate.passage.score;
      return { ...candidate, vector, score };
    })
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  const chosen: typeof scored = [];
  for (const candidate of scored) {
    const length = chosen.reduce((sum, { text }) => sum + text.length, 0);
    if (chosen.length >= maxSentences || length >= enough || candidate.score < best * nearlyAsGood) break;
    if (chosen.every(({ vector }) => dot(vector, candidate.vector) < sameMeaning)) chosen.push(candidate);
  }
  return withAnnounced(chosen, candidates).map(({ text, passage }) => ({ text, index: passage.index }));
}

const candidatesOf = (passage: Passage, position: number): Candidate[] =>
  answerUnits(passage.text).map((unit, at) => ({
    ...unit,
    passage,
    order: position * 1_000 + at,
    terms: new Set(analyse(unit.text, { query: true })),
  }));

/** A heading or a line of a table of contents repeats the question; an answer adds a word of its own. */
function saysSomething({ terms, announces }: Candidate, asked: Set<string>): boolean {
  let added = 0;
  for (const term of terms) if (!asked.has(term)) added++;
  return announces || added >= 1;
}

/** Where a sentence stands tells what it is about. */
const embeddedText = ({ text, passage: { title, heading } }: Candidate): string =>
  `${heading ?? title}: ${text}`;

/** In reading order; what a chosen unit announces comes with it. */
function withAnnounced(chosen: Candidate[], all: Candidate[]): Candidate[] {
  const orders = new Set(chosen.map(({ order }) => order));
  for (const { announces, order } of chosen) if (announces) orders.add(order + 1);
  return all.filter(({ order }) => orders.has(order));
}

/** The question's terms, weighted by how few of the candidates contain them. */
function termImportance(asked: Set<string>, candidates: Candidate[]): Map<string, number> {
  return new Map(
    [...asked].map((term) => {
      const containing = candidates.filter(({ terms }) => terms.has(term)).length;
      return [term, containing === 0 ? 0 : Math.log(1 + candidates.length / containing)];
    }),
  );
}

function coverage(importance: Map<string, number>, terms: Set<string>): number {
  let total = 0;
  let covered = 0;
  for (const [term, weight] of importance) {
    total += weight;
    if (terms.has(term)) covered += weight;
  }
  return total === 0 ? 0 : covered / total;
}
