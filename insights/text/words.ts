import { rulesOf, withoutAccents } from '../../platform/text/language-rules.js';
import { analyse } from '../../platform/text/analyser.js';
import { stopWordsOf } from '../../platform/text/stop-words.js';
import { isUnspaced } from '../../platform/text/unspaced.js';
import { isSmallTalk } from './small-talk.js';

/** A word as it was written, with the stem by which it is the same as its other forms. */
export interface Word {
  written: string;
  stem: string;
  /** Whether it says something about what is talked of. */
  isContent: boolean;
}

const token = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_./@:][\p{L}\p{N}\p{M}]+)*/gu;
/** What stays of `don’t`, `we’ll` and `l’eau` when they are cut at the apostrophe. */
const remains =
  /^(?:don|doesn|didn|isn|aren|wasn|weren|won|wouldn|couldn|shouldn|can|hasn|haven|hadn|ll|ve|re|qu|[a-z])$/;
const someNumber = /^\p{N}/u;

/** Longer messages are data, not talk; what follows changes nothing about what a message is about. */
const enough = 8_000;

/** The words of a text in the order of their places. Scripts without spaces give pairs of characters. */
export function wordsOf(text: string, language: string): Word[] {
  const rules = rulesOf(language);
  const stopWords = stopWordsOf(language);
  const words: Word[] = [];
  for (const [written] of text.slice(0, enough).normalize('NFKC').matchAll(token)) {
    if (isUnspaced(written)) {
      for (const stem of analyse(written, { query: true, language }))
        words.push({ written: stem, stem, isContent: true });
      continue;
    }
    const lower = rules.lowerCase(written);
    const plain = withoutAccents(lower);
    const isContent =
      someNumber.test(plain) ||
      !(stopWords.has(plain) || stopWords.has(lower) || remains.test(plain) || isSmallTalk(plain, language));
    words.push({ written, stem: rules.stem(lower), isContent });
  }
  return words;
}

/** The stems of the words that say something. */
export const contentStems = (text: string, language: string): string[] =>
  wordsOf(text, language)
    .filter(({ isContent }) => isContent)
    .map(({ stem }) => stem);
