import type { Theme, Token } from './token.js';

/** A noun with what belongs to it: `the premium plan`. */
export interface Phrase {
  text: string;
  start: number;
  end: number;
  tokens: Token[];
  head: Token;
  determiner: Token | null;
  /** What stands between the determiner and the head. */
  modifiers: Token[];
  /** Directly before it. */
  preposition: Token | null;
  /** In `Which plans …` the phrase is what is asked for. */
  isAsked: boolean;
  theme: Theme;
  isProper: boolean;
  isPlural: boolean;
}

const inside = new Set(['noun', 'adjective', 'number']);
const opening = new Set(['determiner', 'possessive']);

/** The noun phrases of a tagged text, in order. */
export function phrasesOf(text: string, tokens: Token[]): Phrase[] {
  const phrases: Phrase[] = [];
  let asked = false;
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at];
    if (!first) break;
    if (first.kind === 'question') asked = true;
    else if (first.kind === 'auxiliary' || first.kind === 'verb') asked = false;
    if (!opening.has(first.kind) && !inside.has(first.kind)) continue;
    let end = at + 1;
    while (belongs(tokens, end)) end++;
    // Trailing adjectives are said of the noun, not part of it.
    while (end > at && tokens[end - 1]?.kind !== 'noun') end--;
    if (end > at) {
      phrases.push(phrase(text, tokens, at, end, asked));
      at = end - 1;
    }
  }
  return phrases;
}

const belongs = (tokens: Token[], at: number): boolean => {
  const token = tokens[at];
  return token !== undefined && inside.has(token.kind) && !token.isCutBefore;
};

function phrase(text: string, tokens: Token[], from: number, to: number, isAsked: boolean): Phrase {
  const own = tokens.slice(from, to);
  const head = own.at(-1);
  const first = own[0];
  if (!head || !first) throw new Error('a phrase has words');
  const determiner = opening.has(first.kind) ? first : null;
  const before = tokens[from - 1];
  return {
    text: text.slice(first.start, head.end),
    start: first.start,
    end: head.end,
    tokens: own,
    head,
    determiner,
    modifiers: own.slice(determiner ? 1 : 0, -1),
    preposition: before?.kind === 'preposition' && !first.isCutBefore ? before : null,
    isAsked,
    theme: themeOf(own),
    isProper: own.some(({ isProper }) => isProper),
    isPlural: head.isPlural,
  };
}

/** `Sunday morning` is a time, `opening hours` are a thing. */
function themeOf(tokens: Token[]): Theme {
  const nouns = tokens.filter(({ kind }) => kind === 'noun');
  if (nouns.every(({ theme }) => theme === 'time')) return 'time';
  return nouns.find(({ theme }) => theme !== null && theme !== 'time')?.theme ?? null;
}

/** A phrase with the ones that follow it by a preposition: `the guarantee for the X200`. */
export function withComplements(
  text: string,
  phrases: Phrase[],
  index: number,
  prepositions: ReadonlySet<string>,
): string {
  const first = phrases[index];
  if (!first) return '';
  let end = first.end;
  for (const next of phrases.slice(index + 1)) {
    const { preposition } = next;
    const isJoined = preposition && text.slice(end, preposition.start).trim() === '';
    if (!isJoined || next.theme === 'time' || !prepositions.has(preposition.lower)) break;
    end = next.end;
  }
  return text.slice(first.start, end);
}
