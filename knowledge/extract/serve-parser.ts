import { ExtractionError } from './blocks.js';
import { guardMemory } from './memory-guard.js';
import type { ParserReply } from './parser-process.js';

/** Errors of the system name files of this machine, which are nobody's business. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'syscall' in error
    ? 'its file could not be used'
    : error instanceof Error
      ? error.message
      : String(error);

/** Makes this process a parser for its parent: it may be killed at any time without harm to anything else. */
export function serveParser<Request, Result>(parse: (request: Request) => Promise<Result>): void {
  guardMemory();
  process.on('message', (request: Request) => {
    parse(request)
      .then((result): ParserReply<Result> => ({ result }))
      .catch((error: unknown): ParserReply<Result> =>
        error instanceof ExtractionError ? { refused: error.message } : { crashed: reasonOf(error) },
      )
      .then((reply) => process.send?.(reply))
      .catch(() => process.exit(1));
  });
  // Without its parent there is nobody to answer.
  process.on('disconnect', () => process.exit(0));
  // What a library leaves behind of a broken document must not be taken for the next one's.
  process.on('unhandledRejection', () => undefined);
}
