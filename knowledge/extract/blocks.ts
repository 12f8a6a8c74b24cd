/** What a document is made of once its format no longer matters. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  /** Prose; may be cut between sentences. */
  | { kind: 'paragraph'; text: string }
  /** Code, tables and lists: cut between lines. */
  | { kind: 'lines'; text: string }
  /** A question with its answer; the question is repeated on every part of a long answer. */
  | { kind: 'question'; question: string; answer: string };

/** A document that cannot be taken in; the message is shown to its owner. */
export class ExtractionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExtractionError';
  }
}

/** More text than this is refused: it would keep a worker busy for an hour and answer no question better. */
export const maxCharacters = 5_000_000;
