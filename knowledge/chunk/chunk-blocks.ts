import type { Chunking } from '../../contracts/knowledge.contract.js';
import type { Block } from '../extract/blocks.js';
import { costsOf, piecesOf, type CountTokens, type Piece } from './pieces.js';

export interface Chunk {
  /** Headings above, outermost first. */
  headings: string[];
  text: string;
  /** On which it stands, in documents that have pages. */
  page?: number;
}

/** A long document must not keep everything else in this process waiting: after so many characters others go first. */
const charactersAtOnce = 50_000;

/**
 * Packs blocks into chunks of at most `size` tokens that never cross a heading or a page. Prose is cut between sentences,
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
  let page: { page?: number } = {};
  const add = (texts: string[]): void => {
    const path = headings.filter((heading) => heading !== undefined);
    for (const text of texts) chunks.push({ headings: path, text, ...page });
  };
  const flush = (): void => {
    add(pack(section, size, overlap));
    section = [];
  };
  let characters = 0;
  for (const block of blocks.flatMap(inParts)) {
    if (block.kind === 'page') {
      flush();
      page = { page: block.number };
      continue;
    }
    characters += block.kind === 'question' ? block.answer.length : block.text.length;
    if (characters > charactersAtOnce) {
      characters = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (block.kind === 'heading') {
      flush();
      headings.length = block.level;
      headings[block.level - 1] = block.text;
    } else if (block.kind === 'question') {
      flush();
      add(packAnswer(block, size, count));
    } else section.push(...piecesOf(block.text, block.kind, size, count));
  }
  flush();
  return chunks;
}

/** Huge blocks are cut up, where possible after a line or a sentence. */
function inParts(block: Block): Block[] {
  if (block.kind !== 'paragraph' && block.kind !== 'lines') return [block];
  if (block.text.length <= charactersAtOnce) return [block];
  const parts: Block[] = [];
  for (let start = 0; start < block.text.length;) {
    // Never between the halves of a character outside the basic plane.
    const isSplit = /[\ud800-\udbff]/.test(block.text[start + charactersAtOnce - 1] ?? '');
    const rest = block.text.slice(start, start + charactersAtOnce - (isSplit ? 1 : 0));
    const whole = start + rest.length === block.text.length;
    const places = [rest.lastIndexOf('\n'), rest.lastIndexOf('. '), rest.lastIndexOf(' ')];
    const cut = whole ? rest.length : (places.find((place) => place > 0) ?? rest.length - 1) + 1;
    parts.push({ ...block, text: rest.slice(0, cut) });
    start += cut;
  }
  return parts;
}

/** The question is repeated on each part of a long answer, unless it leaves too little room for it. */
function packAnswer(
  { question, answer }: Extract<Block, { kind: 'question' }>,
  size: number,
  count: CountTokens,
): string[] {
  const [cost = 0] = costsOf([question], count);
  if (cost > size / 2) return pack(piecesOf(`${question}\n${answer}`, 'lines', size, count), size, 0);
  const room = size - cost;
  return pack(piecesOf(answer, 'lines', room, count), room, 0).map((text) => `${question}\n${text}`);
}

function pack(pieces: Piece[], size: number, overlap: number): string[] {
  const texts: string[] = [];
  let current: Piece[] = [];
  let sum = 0;
  const render = (): string =>
    current.map(({ text, join }, index) => (index === 0 ? text : join + text)).join('');
  for (const piece of pieces) {
    if (sum + piece.cost > size && current.length > 0) {
      texts.push(render());
      current = tail(current, Math.min(overlap, size - piece.cost));
      sum = current.reduce((total, { cost }) => total + cost, 0);
    }
    current.push(piece);
    sum += piece.cost;
  }
  if (current.length > 0) texts.push(render());
  return texts;
}

/** The last pieces that together have at most `budget` tokens. */
function tail(pieces: Piece[], budget: number): Piece[] {
  let sum = 0;
  let start = pieces.length;
  while (start > 0 && sum + (pieces[start - 1]?.cost ?? 0) <= budget) sum += pieces[--start]?.cost ?? 0;
  return pieces.slice(start);
}
