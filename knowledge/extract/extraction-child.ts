import { ExtractionError, type Block } from './blocks.js';
import { extractDocument } from './extract-document.js';
import type { ItemType } from '../../contracts/knowledge.contract.js';

/** A process of its own for parsers: it may be killed at any time without harm to anything else. */
export interface ExtractionRequest {
  path: string;
  type: ItemType;
}
export type ExtractionReply = { blocks: Block[] } | { refused: string } | { crashed: string };

const maxResidentBytes = 1_500_000_000;

process.on('message', (request: ExtractionRequest) => {
  extractDocument(request)
    .then((blocks): ExtractionReply => ({ blocks }))
    .catch((error: unknown): ExtractionReply =>
      error instanceof ExtractionError
        ? { refused: error.message }
        : { crashed: error instanceof Error ? error.message : String(error) },
    )
    .then((reply) => process.send?.(reply))
    .catch(() => process.exit(1));
});
// Without its parent there is nobody to answer.
process.on('disconnect', () => process.exit(0));
// The heap has its own limit; buffers outside it count here.
setInterval(() => {
  if (process.memoryUsage.rss() > maxResidentBytes) process.exit(9);
}, 500).unref();
