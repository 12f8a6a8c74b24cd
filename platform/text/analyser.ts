import { stemmer } from 'stemmer';
import { stopWords } from './stop-words.js';

export interface AnalyseOptions {
  /** Leaves out words that say nothing about a question's topic, unless nothing else would remain. */
  query?: boolean;
}

/** Longer words are data, not language. */
const maxLength = 64;

/** Letters and digits with their marks, and what joins the parts of an identifier, an address or a version. */
const word = /[\p{L}\p{N}\p{M}]+(?:[-_.@/:'’][\p{L}\p{N}\p{M}]+)*/gu;
/** The same for ASCII, which needs no tables. */
const asciiWord = /[A-Za-z0-9]+(?:[-_.@/:'][A-Za-z0-9]+)*/g;
const ascii = /^[\0-\x7f]*$/;
/** Scripts that are written without spaces. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const separators = /[-_.@/:'’]+/u;
/** Where camelCase and letters-to-digits change. */
const humps = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/**
 * The terms of a text in their order, repetitions kept: the one analysis for documents and queries of every store.
 * Words are lower-cased and stemmed (Porter, 1980); identifiers are kept whole and in parts; scripts without spaces
 * give pairs of characters. No term contains white space.
 */
export function analyse(text: string, { query = false }: AnalyseOptions = {}): string[] {
  const terms: string[] = [];
  const content: string[] = [];
  const isAscii = ascii.test(text);
  for (const [token] of isAscii ? text.matchAll(asciiWord) : text.normalize('NFKC').matchAll(word)) {
    for (const { value, isStopWord } of termsOf(token)) {
      terms.push(value);
      if (!isStopWord) content.push(value);
    }
  }
  return query && content.length > 0 ? content : terms;
}

interface Term {
  value: string;
  isStopWord: boolean;
}

/** A text repeats most of its words: looking them up is several times faster than taking them apart. */
const analysed = new Map<string, readonly Term[]>();
const rememberedTokens = 50_000;
/** From 13 characters on V8 cuts a piece by pointing into the text, so that keeping the piece would keep the text. */
const longestRemembered = 12;

function termsOf(token: string): readonly Term[] {
  const known = analysed.get(token);
  if (known) return known;
  const terms = takeApart(token);
  if (analysed.size >= rememberedTokens) analysed.clear();
  if (token.length <= longestRemembered) analysed.set(token, terms);
  return terms;
}

function takeApart(token: string): Term[] {
  const parts = token.split(separators).flatMap((part) => splitScripts(part));
  const terms = parts.flatMap(termsOfPart);
  if (parts.length > 1 && separators.test(token)) terms.push(...whole(token));
  return terms;
}

function termsOfPart(part: string): Term[] {
  if (isUnspaced(part)) return pairs(part).map((value) => ({ value, isStopWord: false }));
  const subwords = part.split(humps);
  const own = normal(part);
  if (subwords.length === 1) return own;
  return [...subwords.flatMap(normal), ...own];
}

/** An identifier as it was written: found exactly, however common its parts are. */
const whole = (token: string): Term[] => {
  const value = token.toLowerCase();
  return value.length <= maxLength && !/['’]/.test(value) ? [{ value, isStopWord: false }] : [];
};

function normal(subword: string): Term[] {
  const lower = subword.toLowerCase();
  if (lower.length === 0 || lower.length > maxLength) return [];
  return [{ value: /^[a-z]+$/.test(lower) ? stemmer(lower) : lower, isStopWord: stopWords.has(lower) }];
}

const hasUnspaced = new RegExp(unspaced.source, 'u'); // without `g`, which would remember a position
const isUnspaced = (part: string): boolean => hasUnspaced.test(part);

/** A token such as `GPT模型` changes script in the middle. */
function splitScripts(part: string): string[] {
  if (!isUnspaced(part)) return part === '' ? [] : [part];
  const pieces: string[] = [];
  let end = 0;
  for (const match of part.matchAll(unspaced)) {
    if (match.index > end) pieces.push(part.slice(end, match.index));
    pieces.push(match[0]);
    end = match.index + match[0].length;
  }
  if (end < part.length) pieces.push(part.slice(end));
  return pieces;
}

/** Overlapping pairs of characters; a single one stands for itself. */
function pairs(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
