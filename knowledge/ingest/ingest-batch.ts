import type { Embedder } from '../../providers/index.js';
import { jobItemRepository, type JobItemDocument, type SettledStatus } from '../../jobs/index.js';

import { derivedId } from '../../platform/ids.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { analyse } from '../../platform/text/analyser.js';
import type { CollectionRef, VectorPoint, VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { chunkBlocks, type Chunk } from '../chunk/chunk-blocks.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import { ExtractionError } from '../extract/blocks.js';
import type { Extractor } from '../extract/extractor.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { passageText } from './passage-text.js';
import { tombstoneRepository, type NewTombstone } from './tombstone.repository.js';

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

/** A worker that died this often over one item died because of it. */
const maxAttempts = 4;

interface Prepared {
  jobItem: JobItemDocument;
  item: KnowledgeItemDocument;
  chunks: Chunk[];
}

interface Outcome {
  id: string;
  status: SettledStatus;
  error?: string;
}

/**
 * Takes claimed items from original to searchable. Every step may be repeated: ids of chunks and points follow from
 * item and revision, and an item is shown to searches only when all its points are stored.
 */
export async function ingestBatch(
  {
    base,
    jobItems,
    token,
    signal,
  }: { base: KnowledgeBaseDocument; jobItems: JobItemDocument[]; token: string; signal: AbortSignal },
  dependencies: IngestDependencies,
): Promise<void> {
  const { organizationId } = base;
  const found = await knowledgeItemRepository.findMany(
    organizationId,
    jobItems.map(({ subjectId }) => subjectId),
  );
  const items = new Map(found.map((item) => [item._id, item]));
  await knowledgeItemRepository.setStatus(organizationId, [...items.keys()], 'processing');
  const outcomes: Outcome[] = [];
  const prepared: Prepared[] = [];
  for (const jobItem of jobItems) {
    signal.throwIfAborted();
    const item = items.get(jobItem.subjectId);
    if (!item) {
      // Deleted since, perhaps after an earlier attempt stored points: what is there must go.
      await tombstoneRepository.insert(organizationId, [
        { collection: collectionOf(base), itemId: jobItem.subjectId },
      ]);
      outcomes.push({ id: jobItem._id, status: 'skipped' });
      continue;
    }
    const result = await prepare(item, jobItem, { base, signal, dependencies });
    if ('chunks' in result) prepared.push({ jobItem, item, chunks: result.chunks });
    else outcomes.push({ id: jobItem._id, status: 'failed', error: result.reason });
  }
  await jobItemRepository.settle(token, outcomes);
  const jobId = jobItems[0]?.jobId ?? '';
  await index(prepared, { base, jobId, token, signal, dependencies });
}

async function prepare(
  item: KnowledgeItemDocument,
  jobItem: JobItemDocument,
  {
    base,
    signal,
    dependencies,
  }: { base: KnowledgeBaseDocument; signal: AbortSignal; dependencies: IngestDependencies },
): Promise<{ chunks: Chunk[] } | { reason: string }> {
  const { blobs, extractor, countTokens } = dependencies;
  const refuse = async (reason: string): Promise<{ reason: string }> => {
    await knowledgeItemRepository.fail(base.organizationId, item._id, item.revision, reason);
    return { reason };
  };
  if (jobItem.attempts > maxAttempts)
    return refuse('The worker stopped several times while it read this document');
  try {
    const path = await blobs.path(base.organizationId, item.blob);
    const blocks = await extractor.extract({ path, type: item.type }, signal);
    const chunks = await chunkBlocks(blocks, base.chunking, countTokens);
    return chunks.length > 0 ? { chunks } : refuse('The document contains no text');
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ExtractionError) return refuse(error.message);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return refuse('The original is no longer in storage');
    throw error;
  }
}

async function index(
  prepared: Prepared[],
  {
    base,
    jobId,
    token,
    signal,
    dependencies,
  }: {
    base: KnowledgeBaseDocument;
    jobId: string;
    token: string;
    signal: AbortSignal;
    dependencies: IngestDependencies;
  },
): Promise<void> {
  if (prepared.length === 0) return;
  const { organizationId, chatbotId } = base;
  const collection = collectionOf(base);
  const passages = prepared.flatMap(({ item, chunks }) =>
    chunks.map((chunk, position) => ({
      item,
      chunk,
      position,
      id: derivedId(item._id, item.revision, position),
    })),
  );
  const texts = passages.map(({ item, chunk }) => passageText(item.title, chunk));
  const vectors = await dependencies.embed(texts, { organizationId, chatbotId, jobId, signal });
  signal.throwIfAborted();
  await chunkRepository.put(
    organizationId,
    passages.map(({ item, chunk, position, id }) => ({
      _id: id,
      knowledgeBaseId: base._id,
      itemId: item._id,
      revision: item.revision,
      position,
      headings: chunk.headings,
      text: chunk.text,
    })),
  );
  await dependencies.vectors.upsert(
    collection,
    passages.map(({ item, id }, index): VectorPoint => {
      const vector = vectors[index];
      if (!vector) throw new Error('the embedder answered fewer vectors than texts');
      return {
        id,
        itemId: item._id,
        revision: item.revision,
        tags: item.tags,
        vector,
        terms: analyse(texts[index] ?? ''),
      };
    }),
  );
  await show(prepared, { organizationId, collection, token });
}

/** From here on searches see the new revisions; what they replace is left to the janitor. */
async function show(
  prepared: Prepared[],
  { organizationId, collection, token }: { organizationId: string; collection: CollectionRef; token: string },
): Promise<void> {
  const tombstones: NewTombstone[] = [];
  const outcomes: Outcome[] = [];
  for (const { jobItem, item, chunks } of prepared) {
    const shown = await knowledgeItemRepository.activate(
      organizationId,
      item._id,
      item.revision,
      chunks.length,
    );
    if (!shown) {
      const [current] = await knowledgeItemRepository.findMany(organizationId, [item._id]);
      tombstones.push({ collection, itemId: item._id, beforeRevision: current?.activeRevision ?? undefined });
    } else if (item.activeRevision !== null && item.activeRevision < item.revision) {
      tombstones.push({ collection, itemId: item._id, beforeRevision: item.revision });
    }
    outcomes.push({ id: jobItem._id, status: shown ? 'done' : 'skipped' });
  }
  await tombstoneRepository.insert(organizationId, tombstones);
  await jobItemRepository.settle(token, outcomes);
}

/** After a job was cancelled: its items that were not taken in say so. */
export async function markNotIngested({
  organizationId,
  jobId,
}: {
  organizationId: string;
  jobId: string;
}): Promise<void> {
  for (;;) {
    const open = await jobItemRepository.withStatus(jobId, ['pending', 'running'], 500);
    if (open.length === 0) return;
    const ids = open.map(({ subjectId }) => subjectId);
    await knowledgeItemRepository.failOpen(organizationId, ids, 'The ingestion was cancelled');
    await jobItemRepository.cancelSome(open.map(({ _id }) => _id));
  }
}
