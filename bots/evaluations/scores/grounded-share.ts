import { analyse } from '../../../platform/text/analyser.js';
import { splitSentences } from '../../../platform/text/sentences.js';

/** Of the words of a sentence that say something, so many stand in one passage when it supports the sentence. */
const enough = 0.7;

/**
 * The share of an answer's sentences that the cited passages support, 0..1: those of whose different content words (stemmed,
 * without stop words) at least 70 % stand in one cited passage. It is K-precision (Adlakha et al., 2023), counted by
 * sentences; what is said in other words than the document's does not count. `null` for an answer without a sentence.
 */
export function groundedShare(
  answer: string,
  passages: readonly { text: string }[],
  language: string,
): number | null {
  const sentences = splitSentences(answer, language)
    .map(({ text }) => [...new Set(analyse(text, { query: true, language }))])
    .filter((terms) => terms.length > 0);
  if (sentences.length === 0) return null;
  const known = passages.map(({ text }) => new Set(analyse(text, { language })));
  const supported = sentences.filter((terms) =>
    known.some((words) => terms.filter((term) => words.has(term)).length >= enough * terms.length),
  );
  return supported.length / sentences.length;
}
