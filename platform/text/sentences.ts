import { abbreviationsOf, ordinals } from './abbreviations.js';
import { primaryLanguage } from './language.js';
import { blocksOf } from './text-blocks.js';

/** A sentence with its place in the text, in UTF-16 units, without the white space around it. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Initials, as in `J. R. Smith`. */
const initial = /(?:^|[\s("'.])\p{Lu}\.\s*$/u;
/** Abbreviations before a number, or a letter that stands for one; `no.` ends a sentence otherwise. */
const beforeNumber = /(?:^|[\s("'])(?:no|nos|nr|vol|figs?|eqs?|pp?|ch|secs?|eds?|abs|art)\.\s*$/iu;
/** `24.` of `24. Dezember`. */
const ordinal = /(?:^|[\s(])\d{1,2}\.\s*$/u;
const numberAhead = /^[\d§#(]|^\p{L}(?!\p{L})/u;

/** Characters that the segmenter gets at once: its time grows with the square of a text's length. */
const windowLength = 2_000;

/** Characters on either side of a possible end that the rules look at: none needs more, and a text may be long. */
const sight = 48;

/**
 * Sentences of a text. Headings and list items are sentences of their own, or several; a fenced block of code is one
 * unit; a line break inside a paragraph is layout. Abbreviations, decimals and file names do not end a sentence
 * (Unicode UAX #29, sentence boundaries, with repairs by language).
 */
export function splitSentences(text: string, language = 'en'): Sentence[] {
  const primary = primaryLanguage(language);
  return blocksOf(text).flatMap(({ start, end, isCode }) =>
    isCode ? trimmed(text, start, end) : sentencesOf(text, { start, end, language: primary }),
  );
}

function sentencesOf(
  text: string,
  { start, end, language }: { start: number; end: number; language: string },
): Sentence[] {
  const block = text.slice(start, end);
  const sentences: Sentence[] = [];
  let from = 0;
  for (const to of possibleEnds(block)) {
    const before = block.slice(Math.max(from, to - sight), to);
    if (to < block.length && !endsSentence(before, block.slice(to, to + sight), language)) continue;
    sentences.push(...trimmed(text, start + from, start + to));
    from = to;
  }
  return sentences;
}

/**
 * Where UAX #29 would end sentences, the end of the block included. The last segment of a window may go on after
 * it: the next window begins there, and is longer when there was no other.
 */
function* possibleEnds(block: string): Generator<number> {
  let start = 0;
  for (let length = windowLength; start + length < block.length;) {
    const segments = [...segmenter.segment(block.slice(start, start + length))];
    const last = segments.at(-1)?.index ?? 0;
    for (const { index } of segments.slice(1)) yield start + index;
    start += last;
    length = last === 0 ? 2 * length : windowLength;
  }
  for (const { segment, index } of segmenter.segment(block.slice(start)))
    yield start + index + segment.length;
}

/** A line break alone is layout; a full stop needs a beginning after it. */
function endsSentence(before: string, after: string, language: string): boolean {
  const said = before.trimEnd();
  if (said !== '' && before.includes('\n', said.length) && !/[.!?…。！？؟।:"'”’)\]」』）】]$/u.test(said))
    return false;
  if (abbreviationsOf(language).test(before) || initial.test(before)) return false;
  if (ordinals.has(language) && ordinal.test(before)) return false;
  if (beforeNumber.test(before) && numberAhead.test(after)) return false;
  return !/^\s*\p{Ll}/u.test(after) || /[!?。！？؟।]["'”’)\]」』）】]*\s*$/u.test(before);
}

function trimmed(text: string, start: number, end: number): Sentence[] {
  const raw = text.slice(start, end);
  const content = raw.trim();
  if (content === '') return [];
  const from = start + raw.length - raw.trimStart().length;
  return [{ text: content, start: from, end: from + content.length }];
}
