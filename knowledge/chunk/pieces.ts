import { splitSentences } from '../../platform/text/sentences.js';

/** Counts tokens of the embedding model. */
export type CountTokens = (texts: string[]) => number[];

/** What is never cut again: sentences, lines, or parts of those that are too long. */
export interface Piece {
  text: string;
  /** What it takes of a chunk's size. */
  cost: number;
  /** What joins it to the piece before. */
  join: '' | ' ' | '\n' | '\n\n';
}

/** Longer words than this on average are no words: a tokenizer may count one of any length as one unknown token. */
const charactersPerToken = 8;

/** The tokens of texts, but never fewer than their lengths allow. */
export const costsOf = (texts: string[], count: CountTokens): number[] =>
  count(texts).map((tokens, index) =>
    Math.max(tokens, Math.ceil((texts[index]?.length ?? 0) / charactersPerToken)),
  );

/** Cuts a text into pieces of at most `size`: prose between sentences, lines between lines, what is left between words. */
export function piecesOf(
  text: string,
  kind: 'paragraph' | 'lines',
  size: number,
  count: CountTokens,
): Piece[] {
  const parts = kind === 'lines' ? linesOf(text) : sentencesOf(text);
  const costs = costsOf(
    parts.map((part) => part.text),
    count,
  );
  return parts.flatMap((part, index): Piece[] => {
    const cost = costs[index] ?? 0;
    return cost <= size ? [{ ...part, cost }] : cutWords(part, size, count);
  });
}

type Part = Pick<Piece, 'text' | 'join'>;

const linesOf = (text: string): Part[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => ({ text: line, join: index === 0 ? '\n\n' : '\n' }));

/** Scripts that put no space between sentences get none. */
function sentencesOf(text: string): Part[] {
  let last = 0;
  return splitSentences(text).map((sentence, index) => {
    const gap = text.slice(last, sentence.start);
    last = sentence.end;
    return {
      text: sentence.text,
      join: index === 0 ? '\n\n' : gap === '' ? '' : gap.includes('\n') ? '\n' : ' ',
    };
  });
}

/** Cuts what has no better place to be cut: between words, and inside a word that alone is too long. */
function cutWords({ text, join }: Part, size: number, count: CountTokens): Piece[] {
  const words = text.split(/\s+/).filter(Boolean);
  const fragments = words.flatMap((word) => cutWord(word, size, count));
  const pieces: Piece[] = [];
  for (const fragment of fragments) {
    const current = pieces.at(-1);
    if (current && current.cost + fragment.cost <= size) {
      current.text += fragment.join + fragment.text;
      current.cost += fragment.cost;
    } else pieces.push({ ...fragment, join: current ? fragment.join : join });
  }
  return pieces;
}

/** A word as fragments of at most `size`, which joined again are the word. */
function cutWord(word: string, size: number, count: CountTokens): Piece[] {
  const slices = word.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? [];
  return slices
    .flatMap((slice) => halved(slice, size, count))
    .map((fragment, index) => ({ ...fragment, join: index === 0 ? ' ' : '' }));
}

function halved(text: string, size: number, count: CountTokens): { text: string; cost: number }[] {
  const [cost = 0] = costsOf([text], count);
  const characters = cost > size ? [...text] : [];
  // A single character cannot be cut, whatever the tokenizer makes of it.
  if (characters.length < 2) return [{ text, cost }];
  const middle = Math.ceil(characters.length / 2);
  return [characters.slice(0, middle), characters.slice(middle)].flatMap((half) =>
    halved(half.join(''), size, count),
  );
}
