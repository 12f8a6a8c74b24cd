import type { Chunking } from '../../contracts/knowledge.contract.js';
import { splitSentences } from '../../platform/text/sentences.js';
import type { Block } from '../extract/blocks.js';

export interface Chunk {
  /** Headings above, outermost first. */
  headings: string[];
  text: string;
}

/** Counts tokens of the embedding model. */
export type CountTokens = (texts: string[]) => number[];

interface Piece {
  text: string;
  tokens: number;
  /** What joins it to the piece before. */
  join: ' ' | '\n' | '\n\n';
}

/**
 * Packs blocks into chunks of at most `size` tokens that never cross a heading. Prose is cut between sentences,
 * lines between lines, and only a single sentence or line that is too long is cut between words. When a section needs
 * several chunks, each begins with up to `overlap` tokens of the end of the one before.
 */
export async function chunkBlocks(
  blocks: Block[],
  { size, overlap }: Chunking,
  count: CountTokens,
): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  const headings: (string | undefined)[] = [];
  let section: Piece[] = [];
  const flush = (): void => {
    const path = headings.filter((heading) => heading !== undefined);
    for (const text of pack(section, size, overlap)) chunks.push({ headings: path, text });
    section = [];
  };
  for (const [index, block] of blocks.entries()) {
    // A long document must not keep everything else in this process waiting.
    if (index % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
    if (block.kind === 'heading') {
      flush();
      headings.length = block.level;
      headings[block.level - 1] = block.text;
    } else if (block.kind === 'question') {
      flush();
      const [questionTokens = 0] = count([block.question]);
      const room = Math.max(size - questionTokens, Math.floor(size / 2));
      for (const text of pack(piecesOf(block.answer, 'lines', room, count), room, 0)) {
        chunks.push({
          headings: headings.filter((heading) => heading !== undefined),
          text: `${block.question}\n${text}`,
        });
      }
    } else {
      section.push(...piecesOf(block.text, block.kind, size, count));
    }
  }
  flush();
  return chunks;
}

function piecesOf(text: string, kind: 'paragraph' | 'lines', size: number, count: CountTokens): Piece[] {
  const parts =
    kind === 'lines'
      ? text.split('\n').filter((line) => line.trim() !== '')
      : splitSentences(text).map((sentence) => sentence.text);
  const tokens = count(parts);
  return parts.flatMap((part, index): Piece[] => {
    const join = index === 0 ? '\n\n' : kind === 'lines' ? '\n' : ' ';
    const own = tokens[index] ?? 0;
    return own <= size
      ? [{ text: part, tokens: own, join }]
      : cutWords(part, size, count).map((piece, at) => ({ ...piece, join: at === 0 ? join : ' ' }));
  });
}

/** Cuts what has no better place to be cut: between words, and inside a word that alone is too long. */
function cutWords(text: string, size: number, count: CountTokens): Omit<Piece, 'join'>[] {
  // Four characters a token is common; a word of more than a few times the budget is cut before counting.
  const words = text
    .split(/\s+/)
    .flatMap((word) =>
      word.length > size * 2 ? (word.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? []) : [word],
    );
  const tokens = count(words);
  const pieces: Omit<Piece, 'join'>[] = [];
  let current: string[] = [];
  let sum = 0;
  const flush = (): void => {
    if (current.length > 0) pieces.push({ text: current.join(' '), tokens: sum });
    current = [];
    sum = 0;
  };
  for (const [index, word] of words.entries()) {
    const own = tokens[index] ?? 0;
    if (sum + own > size) flush();
    current.push(word);
    sum += own;
  }
  flush();
  return pieces;
}

function pack(pieces: Piece[], size: number, overlap: number): string[] {
  const texts: string[] = [];
  let current: Piece[] = [];
  let sum = 0;
  const render = (): string =>
    current.map(({ text, join }, index) => (index === 0 ? text : join + text)).join('');
  for (const piece of pieces) {
    if (sum + piece.tokens > size && current.length > 0) {
      texts.push(render());
      current = tail(current, Math.min(overlap, size - piece.tokens));
      sum = current.reduce((total, { tokens }) => total + tokens, 0);
    }
    current.push(piece);
    sum += piece.tokens;
  }
  if (current.length > 0) texts.push(render());
  return texts;
}

/** The last pieces that together have at most `budget` tokens. */
function tail(pieces: Piece[], budget: number): Piece[] {
  let sum = 0;
  let start = pieces.length;
  while (start > 0 && sum + (pieces[start - 1]?.tokens ?? 0) <= budget) sum += pieces[--start]?.tokens ?? 0;
  return pieces.slice(start);
}
