import { stopWordsOf } from './stop-words.js';

/** Scripts that are written without spaces between words, and Korean, whose words carry their particles. */
const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const characters = `[${scripts.map((name) => `\\p{Script=${name}}`).join('')}ー々\\p{M}]`;
const start = `[${scripts.map((name) => `\\p{Script=${name}}`).join('')}]`;
export const unspacedRun = new RegExp(`${start}${characters}*`, 'gu');
const hasUnspaced = new RegExp(start, 'u'); // without `g`, which would remember a position

export const isUnspaced = (text: string): boolean => hasUnspaced.test(text);

/** A token such as `GPT模型` changes script in the middle. */
export function splitScripts(token: string): string[] {
  if (!isUnspaced(token)) return token === '' ? [] : [token];
  const pieces: string[] = [];
  let end = 0;
  for (const match of token.matchAll(unspacedRun)) {
    if (match.index > end) pieces.push(token.slice(end, match.index));
    pieces.push(match[0]);
    end = match.index + match[0].length;
  }
  if (end < token.length) pieces.push(token.slice(end));
  return pieces;
}

/** Terms of a document's run: overlapping pairs of characters, and each ideograph, which may be a word. */
export function runTerms(run: string): string[] {
  const all = charactersOf(run);
  if (all.length === 1) return all;
  const pairs = all.slice(1).map((character, index) => `${all[index] ?? ''}${character}`);
  return [...pairs, ...all.filter((character) => ideograph.test(character))];
}

/**
 * Terms of a question's run: pairs inside its words only, so that none is asked for that joins two words which happen
 * to stand side by side; what says nothing is left out. Single characters beside each other are the parts of a word that
 * the dictionary lacks.
 */
export function runQueryTerms(run: string, language: string): string[] {
  const stopWords = stopWordsOf(language);
  const terms: string[] = [];
  let stretch: string[] = [];
  const flush = (): void => {
    terms.push(...wordTerms(stretch));
    stretch = [];
  };
  for (const word of wordsOf(run, language)) {
    if (stopWords.has(word)) flush();
    else {
      const previous = stretch.at(-1);
      if (previous && (previous.length > 1 || word.length > 1)) flush();
      stretch.push(word);
    }
  }
  flush();
  return terms;
}

const ideograph = /\p{Script=Han}/u;

/** Combining marks belong to the character before them. */
const charactersOf = (text: string): string[] => text.match(/\P{M}\p{M}*/gu) ?? [];

function wordTerms(words: string[]): string[] {
  const all = charactersOf(words.join(''));
  if (all.length < 2) return all.filter((character) => ideograph.test(character));
  return all.slice(1).map((character, index) => `${all[index] ?? ''}${character}`);
}

const hangul = /^\p{Script=Hangul}/u;
/** Particles and endings of questions, which are written with the word before them. */
const koreanEnding =
  /(?<=\p{Script=Hangul}{2})(?:은|는|이|가|을|를|의|에|에서|에는|으로|로|와|과|도|만|까지|부터|에게|인가요|인가|입니까|이에요|예요|하나요|합니까|되나요|됩니까|할까요|하는|하면|해야|나요|이란|란)$/u;

/** A run longer than this is cut: the segmenter's time grows faster than its text. */
const longestRun = 500;
const segmenters = new Map<string, Intl.Segmenter>();

function wordsOf(run: string, language: string): string[] {
  if (hangul.test(run)) return [stopWordsOf(language).has(run) ? run : run.replace(koreanEnding, '')];
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language || 'und', { granularity: 'word' });
    segmenters.set(language, segmenter);
  }
  const words: string[] = [];
  for (let at = 0; at < run.length; at += longestRun) {
    for (const { segment } of segmenter.segment(run.slice(at, at + longestRun))) words.push(segment);
  }
  return words;
}
