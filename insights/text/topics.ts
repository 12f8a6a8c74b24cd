import type { Conversation } from './conversation.js';
import { wordsOf, type Word } from './words.js';
import { createPauses } from './pause.js';

export interface Topic {
  /** As it was mostly written. */
  topic: string;
  /** In how many messages it is spoken of; exact. */
  messageCount: number;
  /** Who spoke of it, in the order of their first words on it. */
  participants: string[];
}

interface Candidate {
  stems: string[];
  writings: Map<string, number>;
  turns: Set<number>;
  authors: Set<string>;
}

const longestTopic = 3;
/** Candidates that are looked at closely: those of one message only are hardly ever topics. */
const mostCandidates = 5_000;

/**
 * What a conversation is about: stretches of up to three words that say something, weighed by how many messages and people
 * speak of them and by their length (after RAKE: Rose et al., 2010). Each counts the messages that contain all of its words.
 */
export async function keyTopics({ turns, language }: Conversation, most = 5): Promise<Topic[]> {
  const pause = createPauses();
  const candidates = new Map<string, Candidate>();
  const contents: Set<string>[] = [];
  for (const [turn, { message, author }] of turns.entries()) {
    const words = wordsOf(message.content, language);
    contents.push(new Set(words.filter(({ isContent }) => isContent).map(({ stem }) => stem)));
    for (const phrase of phrasesOf(words, message.content)) note(candidates, phrase, turn, author);
    if (candidates.size > mostCandidates * 4) forgetRare(candidates);
    await pause();
  }
  const ranked = [...candidates.values()].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, mostCandidates);
  return pick(language === 'en' ? await nounsFirst(ranked) : ranked, most).map((candidate) => {
    const speaking = contents.flatMap((stems, turn) =>
      candidate.stems.every((stem) => stems.has(stem)) ? [turn] : [],
    );
    return {
      topic: titled(commonest(candidate.writings)),
      messageCount: speaking.length,
      participants: [...new Set(speaking.map((turn) => turns[turn]?.author ?? ''))],
    };
  });
}

/** Runs of words that say something, all their parts of up to three words included. Numbers alone are no topics. */
function* phrasesOf(words: Word[], content: string): Generator<Word[]> {
  let from = 0;
  let run: Word[] = [];
  for (const word of words) {
    const at = content.indexOf(word.written, from);
    const gap = at < 0 ? '' : content.slice(from, at);
    if (run.length > 0 && (!word.isContent || !/^[\s'’-]*$/.test(gap))) {
      yield* partsOf(run);
      run = [];
    }
    if (word.isContent && word.written.length <= 40) run.push(word);
    if (at >= 0) from = at + word.written.length;
  }
  yield* partsOf(run);
}

function* partsOf(run: Word[]): Generator<Word[]> {
  for (let at = 0; at < run.length; at++)
    for (let size = 1; size <= longestTopic && at + size <= run.length; size++) {
      const phrase = run.slice(at, at + size);
      if (phrase.some(({ written }) => /\p{L}{2}/u.test(written))) yield phrase;
    }
}

function note(candidates: Map<string, Candidate>, phrase: Word[], turn: number, author: string): void {
  const stems = phrase.map(({ stem }) => stem);
  const key = stems.join(' ');
  const known = candidates.get(key) ?? { stems, writings: new Map(), turns: new Set(), authors: new Set() };
  const written = phrase.map((word) => word.written).join(' ');
  known.writings.set(written, (known.writings.get(written) ?? 0) + 1);
  known.turns.add(turn);
  known.authors.add(author);
  candidates.set(key, known);
}

function forgetRare(candidates: Map<string, Candidate>): void {
  for (const [key, { turns }] of candidates) if (turns.size < 2) candidates.delete(key);
}

function weightOf({ stems, turns, authors, writings }: Candidate): number {
  const written = commonest(writings);
  const length = Math.min(12, written.replace(/[\s-]/g, '').length);
  const figures = /(?:^|\s)[\d.,:]+(?:\s|$)/.test(written) ? 0.3 : 1;
  const spread = turns.size ** 1.3 * (1 + 0.5 * (authors.size - 1));
  return spread * (1 + 0.3 * (stems.length - 1)) * (0.5 + length / 12) * figures;
}

/** Those that may be among the first, however they are reordered. */
const looked = 60;

/** English verbs are no topics; the tagger is asked about the best candidates only, for it takes its time. */
async function nounsFirst(ranked: Candidate[]): Promise<Candidate[]> {
  const { default: nlp } = await import('compromise');
  const weighed = ranked.slice(0, looked).map((candidate) => {
    const phrase = nlp(commonest(candidate.writings).toLowerCase());
    const isNoun = phrase.has('#Noun$') && !phrase.has('(#Verb|#Adverb|#Pronoun|#Date|#Value)');
    return { candidate, weight: weightOf(candidate) * (isNoun ? 1 : 0.25) };
  });
  const ordered = weighed.sort((a, b) => b.weight - a.weight).map(({ candidate }) => candidate);
  return [...ordered, ...ranked.slice(looked)];
}

/** The weightiest ones that do not say the same. */
function pick(ranked: Candidate[], most: number): Candidate[] {
  const picked: Candidate[] = [];
  for (const candidate of ranked) {
    if (picked.length === most) break;
    const isSaid = picked.some(({ stems }) => candidate.stems.some((stem) => stems.includes(stem)));
    if (!isSaid) picked.push(longerOf(candidate, ranked));
  }
  return picked;
}

/** `release` that nearly always is `release notes` is called so. */
function longerOf(candidate: Candidate, ranked: Candidate[]): Candidate {
  const longer = ranked.find(
    ({ stems, turns }) =>
      stems.length > candidate.stems.length &&
      candidate.stems.every((stem) => stems.includes(stem)) &&
      turns.size >= 2 &&
      turns.size >= 0.7 * candidate.turns.size,
  );
  return longer ?? candidate;
}

const commonest = (writings: Map<string, number>): string =>
  [...writings].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
