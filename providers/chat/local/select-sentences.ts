import { analyse } from '../../../platform/text/analyser.js';
import { blend } from '../../../platform/vectors/blend.js';
import { dot } from '../../../platform/vectors/dot.js';
import { similarity } from '../../embeddings/similarity.js';
import type { Passage } from '../chat-provider.js';
import { answerUnits, type AnswerUnit } from './answer-units.js';

export interface ChosenSentence {
  text: string;
  /** Of its passage. */
  index: number;
  /** How well it fits, beside the others. */
  fit: number;
  /** Similarity to the question; `null` without vectors. */
  meaning: number | null;
}

interface Candidate extends AnswerUnit {
  passage: Passage;
  /** Place in the evidence, to keep quoted sentences in reading order. */
  order: number;
  /** Of its document, by whose rules its terms and the question's are made. */
  language: string;
  terms: Set<string>;
}

/** The question's terms by language of the documents. */
type Asked = Map<string, Set<string>>;

const maxCandidates = 64;

/** How much is said. */
interface Extent {
  sentences: number;
  /** A further sentence must be so nearly as good as the best one. */
  nearlyAsGood: number;
  /** Characters after which nothing more is added. */
  enough: number;
}

/** From the best sentence alone to all that belongs to the question; in the middle what suits most. */
export function extentOf(verbosity = 0.5): Extent {
  const beyond = Math.max(0, verbosity - 0.5) * 2;
  return {
    sentences: Math.round(verbosity <= 0.5 ? 1 + verbosity * 4 : 3 + beyond * 9),
    nearlyAsGood: 0.9 - beyond * 0.5,
    enough: 500 + beyond * 2_000,
  };
}

/** Cosine from which two sentences say the same. */
const sameMeaning = 0.9;

/** How much of a candidate's score comes from meaning, from the question's words and from its passage's rank. */
const weights = { meaning: 0.55, words: 0.25, passage: 0.2 };

/** Of what comes with another unit only. */
const announced = { fit: 0, meaning: null };

/** How much a question counts that leans on others, beside all of them. */
const ownShare = 0.5;

/** The units of the passages that answer a question best. */
export async function selectSentences({
  question,
  context,
  passages,
  verbosity,
  model,
  embed,
}: {
  question: string;
  /** The questions that it leans on, and itself. */
  context?: string;
  passages: Passage[];
  verbosity?: number;
  /** That vectors are made with. */
  model: string;
  /** Vectors of texts; null when there are none to be had: then words and passages decide. */
  embed: (texts: string[]) => Promise<Float32Array[] | null>;
}): Promise<ChosenSentence[]> {
  const candidates = passages.flatMap(candidatesOf);
  const asked = askedIn(question, candidates);
  const telling = candidates.filter((candidate) => saysSomething(candidate, asked)).slice(0, maxCandidates);
  if (telling.length === 0) return [];
  const asking = context ? [question, context] : [question];
  const vectors = (await embed([...asking, ...telling.map(embeddedText)])) ?? [];
  const unitVectors = vectors.slice(asking.length);
  const [own, whole] = vectors.slice(0, asking.length);
  const questionVector = own && whole ? blend(own, whole, ownShare) : own;
  const importance = termImportance(asked, telling);
  const alike = (a: Float32Array | undefined, b: Float32Array | undefined) =>
    a && b ? similarity(model, dot(a, b)) : 0;
  const scored = telling
    .map((candidate, position) => {
      const vector = unitVectors[position];
      const meaning = alike(questionVector, vector);
      const fit =
        weights.meaning * meaning +
        weights.words * coverage(importance.get(candidate.language), candidate.terms) +
        weights.passage * candidate.passage.score;
      return { ...candidate, vector, fit, meaning: vector && questionVector ? meaning : null };
    })
    .sort((a, b) => b.fit - a.fit);
  const best = scored[0]?.fit ?? 0;
  const extent = extentOf(verbosity);
  const chosen: typeof scored = [];
  for (const candidate of scored) {
    const length = chosen.reduce((sum, { text }) => sum + text.length, 0);
    if (chosen.length >= extent.sentences || length >= extent.enough) break;
    if (candidate.fit < best * extent.nearlyAsGood) break;
    if (chosen.every(({ vector }) => alike(vector, candidate.vector) < sameMeaning)) chosen.push(candidate);
  }
  const judged = new Map(chosen.map(({ order, fit, meaning }) => [order, { fit, meaning }]));
  return withAnnounced(chosen, candidates).map(({ text, passage, order }) => ({
    text,
    index: passage.index,
    ...(judged.get(order) ?? announced),
  }));
}

function candidatesOf(passage: Passage, position: number): Candidate[] {
  const { language = 'en' } = passage;
  return answerUnits(passage.text, language).map((unit, at) => ({
    ...unit,
    passage,
    order: position * 1_000 + at,
    language,
    terms: new Set(termsOf(unit.text, language)),
  }));
}

/** With what questions leave out left out, and with all that the analysis of documents finds in scripts without spaces. */
const termsOf = (text: string, language: string): string[] => [
  ...analyse(text, { query: true, language }),
  ...(/^[\0-\u2fff]*$/.test(text) ? [] : analyse(text, { language })),
];

const askedIn = (question: string, candidates: Candidate[]): Asked =>
  new Map(
    [...new Set(candidates.map(({ language }) => language))].map((language) => [
      language,
      new Set(analyse(question, { query: true, language })),
    ]),
  );

/** A heading or a line of a table of contents repeats the question; an answer adds a word of its own. */
function saysSomething({ terms, announces, language }: Candidate, asked: Asked): boolean {
  let added = 0;
  for (const term of terms) if (!asked.get(language)?.has(term)) added++;
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

/** The question's terms, weighted by how few of the candidates in their language contain them. */
function termImportance(asked: Asked, candidates: Candidate[]): Map<string, Map<string, number>> {
  return new Map(
    [...asked].map(([language, terms]) => {
      const group = candidates.filter((candidate) => candidate.language === language);
      return [language, new Map([...terms].map((term) => [term, rarity(term, group)]))];
    }),
  );
}

function rarity(term: string, candidates: Candidate[]): number {
  const containing = candidates.filter(({ terms }) => terms.has(term)).length;
  return containing === 0 ? 0 : Math.log(1 + candidates.length / containing);
}

function coverage(importance: Map<string, number> | undefined, terms: Set<string>): number {
  let total = 0;
  let covered = 0;
  for (const [term, weight] of importance ?? []) {
    total += weight;
    if (terms.has(term)) covered += weight;
  }
  return total === 0 ? 0 : covered / total;
}
