import type { JobItemDocument } from '../../jobs/index.js';
import { chunkBlocks, type Chunk } from '../chunk/chunk-blocks.js';
import { ExtractionError } from '../extract/blocks.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import type { IngestContext } from './ingest-batch.js';

/** An item that was read and cut, and waits to be indexed. */
export interface PreparedItem {
  jobItem: JobItemDocument;
  item: KnowledgeItemDocument;
  chunks: Chunk[];
}

/** Reads and cuts an item's original; a document that can never be taken in is refused with the reason. */
export async function prepareItem(
  item: KnowledgeItemDocument,
  { base, signal, dependencies }: IngestContext,
): Promise<{ chunks: Chunk[] } | { refused: string }> {
  const { blobs, extractor, countTokens } = dependencies;
  try {
    const path = await blobs.path(base.organizationId, item.blob);
    const blocks = await extractor.extract({ path, type: item.type }, signal);
    const chunks = await chunkBlocks(blocks, base.chunking, countTokens);
    return chunks.length > 0 ? { chunks } : { refused: 'The document contains no text' };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ExtractionError) return { refused: error.message };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { refused: 'The original is no longer in storage' };
    throw error;
  }
}
