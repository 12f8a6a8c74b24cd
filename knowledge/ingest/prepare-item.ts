import type { ItemType } from '../../contracts/knowledge.contract.js';
import type { JobItemDocument } from '../../jobs/index.js';
import { chunkBlocks, type Chunk } from '../chunk/chunk-blocks.js';
import { ExtractionError, type Extraction, type UnpackedEntry } from '../extract/blocks.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import type { IngestContext } from './ingest-batch.js';
import { withScratchFolder } from './scratch-folder.js';

/** An item that was read and cut, and waits to be indexed. */
export interface PreparedItem {
  jobItem: JobItemDocument;
  item: KnowledgeItemDocument;
  /** What its content says that it is. */
  type: ItemType;
  chunks: Chunk[];
  warnings: string[];
}

export type Prepared = Pick<PreparedItem, 'type' | 'chunks' | 'warnings'> | { refused: string } | 'unpacked';

/**
 * Reads and cuts an item's original; a document that can never be taken in is refused with the reason. The files of an
 * archive are handed to `takeEntries` while they are there.
 */
export async function prepareItem(
  item: KnowledgeItemDocument,
  { base, signal, dependencies }: IngestContext,
  takeEntries: (entries: UnpackedEntry[]) => Promise<void>,
): Promise<Prepared> {
  if (item.unreadable) return { refused: item.unreadable };
  const { blobs, extractor, tokenCounter, scratchDir } = dependencies;
  const { blob } = item;
  if (blob === null) return { refused: 'The page was not fetched yet' };
  const extract = async (unpackInto: string): Promise<Extraction | { refused: string }> => {
    try {
      const path = await blobs.path(base.organizationId, blob);
      return await extractor.extract({ path, type: item.type, unpackInto }, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ExtractionError) return { refused: error.message };
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        return { refused: 'The original is no longer in storage' };
      throw error;
    }
  };
  return withScratchFolder(scratchDir, async (folder): Promise<Prepared> => {
    const extraction = await extract(folder);
    if ('refused' in extraction) return extraction;
    if ('entries' in extraction) {
      await takeEntries(extraction.entries);
      return 'unpacked';
    }
    const { blocks, type, warnings } = extraction;
    const chunks = await chunkBlocks(blocks, base.chunking, await tokenCounter(base.embedding));
    return chunks.length > 0 ? { type, chunks, warnings } : { refused: 'The document contains no text' };
  });
}
