import type { ItemType } from '../../contracts/knowledge.contract.js';

/** What a document is made of once its format no longer matters. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  /** Prose; may be cut between sentences. */
  | { kind: 'paragraph'; text: string }
  /** Code, tables and lists: cut between lines. */
  | { kind: 'lines'; text: string }
  /** A question with its answer; the question is repeated on every part of a long answer. */
  | { kind: 'question'; question: string; answer: string }
  /** A new page begins; headings above it go on. */
  | { kind: 'page'; number: number };

/** Blocks of which the text is all there is to say. */
export type TextBlock = Extract<Block, { text: string }>;

/** What was read of a document. */
export interface ExtractedDocument {
  /** What it really is, whatever its name said. */
  type: ItemType;
  blocks: Block[];
  /** What could not be read, for its owner. */
  warnings: string[];
}

/** A file out of an archive, or why there is none. */
export type UnpackedEntry = { path: string } & (
  { file: string; size: number; sha256: string } | { refused: string }
);

export interface UnpackedArchive {
  type: 'zip';
  entries: UnpackedEntry[];
}

export type Extraction = ExtractedDocument | UnpackedArchive;

/** A document that cannot be taken in; the message is shown to its owner. */
export class ExtractionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExtractionError';
  }
}

/** More text than this is refused: it would keep a worker busy for an hour and answer no question better. */
export const maxCharacters = 5_000_000;

/** @throws ExtractionError when the text is longer than a document may have */
export function assertLength(characters: number): void {
  if (characters <= maxCharacters) return;
  throw new ExtractionError(
    `The text exceeds ${maxCharacters.toLocaleString('en')} characters; split the file`,
  );
}
