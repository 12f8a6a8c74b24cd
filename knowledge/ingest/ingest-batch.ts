import type { EmbeddingModel } from '../../providers/index.js';
import { jobItemRepository, type JobItemDocument } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import type { CountTokens } from '../chunk/pieces.js';
import type { Extractor } from '../extract/extractor.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { indexItems } from './index-items.js';
import { takePage } from '../web/take-page.js';
import type { Taken, WebDependencies, WebItem } from '../web/web-types.js';
import { prepareItem, type PreparedItem } from './prepare-item.js';
import { takeEntries } from './take-entries.js';
import { tombstoneRepository } from './tombstone.repository.js';
import { deadly, workThrough } from './work-through.js';

export interface IngestDependencies {
  blobs: BlobStore;
  extractor: Extractor;
  /** Archives are unpacked below this folder, up to 500 MB each. */
  scratchDir: string;
  vectors: VectorStore;
  web: WebDependencies;
  /** Counts tokens as a model does. */
  tokenCounter(model: EmbeddingModel): Promise<CountTokens>;
  /** Whether embeddings by a model cost money. */
  isPaid(model: EmbeddingModel): boolean;
  /** Vectors of the texts of one call. */
  embed(
    texts: string[],
    context: {
      organizationId: string;
      chatbotId: string;
      jobId: string;
      model: EmbeddingModel;
      signal: AbortSignal;
    },
  ): Promise<Float32Array[]>;
}

export interface IngestContext {
  base: KnowledgeBaseDocument;
  jobId: string;
  /** Holds the claim on the job items. */
  token: string;
  signal: AbortSignal;
  /** Between two steps: lets others go first. @throws the reason when nothing more is to be begun */
  breathe(): Promise<void>;
  /** Before every call that costs money. @throws JobStopped */
  assertMayGoOn(): Promise<void>;
  dependencies: IngestDependencies;
}

/**
 * Takes claimed items from original to searchable. Every step may be repeated: ids of chunks and points follow from
 * item and revision, and an item is shown to searches only when all its points are stored. Items that it does not come
 * to stay claimed, and so do those whose index was replaced meanwhile.
 */
export async function ingestBatch(jobItems: JobItemDocument[], context: IngestContext): Promise<void> {
  const { organizationId } = context.base;
  const found = await knowledgeItemRepository.findMany(
    organizationId,
    jobItems.map(({ subjectId }) => subjectId),
  );
  const items = new Map(found.map((item) => [item._id, item]));
  await knowledgeItemRepository.setStatus(organizationId, [...items.keys()], 'processing');
  const read = async (jobItem: JobItemDocument, isDeadly: boolean): Promise<PreparedItem | null> => {
    let item = items.get(jobItem.subjectId);
    if (!item) return skipDeleted(jobItem, context).then(() => null);
    if (item.web?.due && !isDeadly) {
      const taken = await takePage(item as WebItem, jobItem, context);
      if (taken.kind === 'changed') item = taken.item;
      else {
        const unshown = taken.kind === 'failed' ? await notShownYet(item) : null;
        if (!unshown) return settleTaken(taken, jobItem, context).then(() => null);
        item = unshown;
      }
    }
    const prepared = isDeadly
      ? { refused: deadly }
      : await prepareItem(item, context, (entries) => takeEntries({ jobItem, item, entries }, context));
    if (prepared === 'unpacked') return null;
    if ('refused' in prepared)
      return refuse(jobItem, item.revision, prepared.refused, context).then(() => null);
    return { jobItem, item, ...prepared };
  };
  await workThrough(jobItems, context, { read, index: (prepared) => indexItems(prepared, context) });
}

/** A page that could not be fetched may have been given another title or other tags: its last content is indexed with them. */
async function notShownYet({
  organizationId,
  _id,
}: KnowledgeItemDocument): Promise<KnowledgeItemDocument | null> {
  const [item] = await knowledgeItemRepository.findMany(organizationId, [_id]);
  if (!item || item.blob === null || item.activeRevision === null) return null;
  return item.activeRevision < item.revision ? item : null;
}

/** A page of which nothing has to be indexed. */
async function settleTaken(
  taken: Exclude<Taken, { kind: 'changed' }>,
  { _id, subjectId }: JobItemDocument,
  { base, token }: IngestContext,
): Promise<void> {
  if (taken.kind === 'unchanged')
    await knowledgeItemRepository.setStatus(base.organizationId, [subjectId], 'ready');
  const status = taken.kind === 'failed' ? 'failed' : 'skipped';
  const error = taken.kind === 'unchanged' ? undefined : taken.reason;
  await jobItemRepository.settle(token, [{ id: _id, status, error }]);
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
