import type { Embedder } from '../../providers/index.js';
import { jobItemRepository, type JobItemDocument } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import type { Extractor } from '../extract/extractor.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { indexItems } from './index-items.js';
import { prepareItem, type PreparedItem } from './prepare-item.js';
import { tombstoneRepository } from './tombstone.repository.js';

export interface IngestDependencies {
  blobs: BlobStore;
  extractor: Extractor;
  vectors: VectorStore;
  countTokens: Embedder['countTokens'];
  embed(
    texts: string[],
    context: { organizationId: string; chatbotId: string; jobId: string; signal: AbortSignal },
  ): Promise<Float32Array[]>;
}

export interface IngestContext {
  base: KnowledgeBaseDocument;
  jobId: string;
  /** Holds the claim on the job items. */
  token: string;
  signal: AbortSignal;
  dependencies: IngestDependencies;
}

/** So many chunks are indexed before more is read: bounds the memory of a batch of large documents. */
const enoughChunks = 1_000;
/** A worker that died so often while it had just this item in hand died because of it. */
const mostDeaths = 3;

/**
 * Takes claimed items from original to searchable. Every step may be repeated: ids of chunks and points follow from
 * item and revision, and an item is shown to searches only when all its points are stored.
 */
export async function ingestBatch(jobItems: JobItemDocument[], context: IngestContext): Promise<void> {
  const { organizationId } = context.base;
  const found = await knowledgeItemRepository.findMany(
    organizationId,
    jobItems.map(({ subjectId }) => subjectId),
  );
  const items = new Map(found.map((item) => [item._id, item]));
  await knowledgeItemRepository.setStatus(organizationId, [...items.keys()], 'processing');
  const ready: PreparedItem[] = [];
  const read = async (jobItem: JobItemDocument): Promise<void> => {
    const item = items.get(jobItem.subjectId);
    if (!item) return skipDeleted(jobItem, context);
    const prepared =
      jobItem.deaths >= mostDeaths
        ? { refused: 'The worker stopped several times while it worked on this document' }
        : await prepareItem(item, context);
    if ('refused' in prepared) await refuse(jobItem, item.revision, prepared.refused, context);
    else ready.push({ jobItem, item, chunks: prepared.chunks });
  };
  // A batch that a worker left behind goes on item by item, to find out over which one workers die.
  const wasLeftBehind = jobItems.some(({ attempts }) => attempts > 1);
  for (const jobItem of jobItems) {
    context.signal.throwIfAborted();
    if (wasLeftBehind) {
      await underSuspicion(jobItem, context.token, async () => {
        await read(jobItem);
        await indexItems(ready.splice(0), context);
      });
    } else {
      await read(jobItem);
      const chunks = ready.reduce((sum, prepared) => sum + prepared.chunks.length, 0);
      if (chunks >= enoughChunks) await indexItems(ready.splice(0), context);
    }
  }
  await indexItems(ready, context);
}

/** A death leaves the mark on the item; an error that was caught takes it away again. */
async function underSuspicion(
  { _id }: JobItemDocument,
  token: string,
  work: () => Promise<void>,
): Promise<void> {
  await jobItemRepository.countDeath(token, _id, 1);
  try {
    await work();
  } catch (error) {
    await jobItemRepository.countDeath(token, _id, -1).catch(() => undefined);
    throw error;
  }
}

async function skipDeleted(jobItem: JobItemDocument, { base, token }: IngestContext): Promise<void> {
  // An earlier attempt may have stored points after the deletion was cleaned up.
  await tombstoneRepository.insert(base.organizationId, [
    { collection: collectionOf(base), itemId: jobItem.subjectId },
  ]);
  await jobItemRepository.settle(token, [{ id: jobItem._id, status: 'skipped' }]);
}

async function refuse(
  { _id, subjectId }: JobItemDocument,
  revision: number,
  reason: string,
  { base, token }: IngestContext,
): Promise<void> {
  await knowledgeItemRepository.fail(base.organizationId, subjectId, revision, reason);
  await jobItemRepository.settle(token, [{ id: _id, status: 'failed', error: reason }]);
}
