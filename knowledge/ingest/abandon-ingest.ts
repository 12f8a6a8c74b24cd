import { jobItemRepository, type JobItemDocument } from '../../jobs/index.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';

export interface AbandonIngest {
  organizationId: string;
  jobId: string;
  /** `null` when the knowledge base was deleted: what it stored goes with it. */
  base: KnowledgeBaseDocument | null;
  /** What the items say that were not taken in. */
  reason: string;
  vectors: VectorStore;
}

/**
 * Before a job ends early: its open items say why, and what interrupted attempts stored of them is removed. It must be
 * done when the job says that it ended, because a retry stores the same points again.
 */
export async function abandonIngest({
  organizationId,
  jobId,
  base,
  reason,
  vectors,
}: AbandonIngest): Promise<void> {
  for (;;) {
    const open = await jobItemRepository.withStatus(jobId, ['pending', 'running'], 500);
    if (open.length === 0) return;
    const subjects = open.map(({ subjectId }) => subjectId);
    const items = await knowledgeItemRepository.findMany(organizationId, subjects);
    // Asked after the items were read: whoever revised one since works on a later revision, which is left alone.
    const shared = await jobItemRepository.sharedSubjects(jobId, subjects);
    if (base) await removeRemains(open, { base, items, shared, vectors });
    const ours = subjects.filter((id) => !shared.has(id));
    await knowledgeItemRepository.failOpen(organizationId, ours, reason);
    await jobItemRepository.cancel(
      open.map(({ _id }) => _id),
      reason,
    );
  }
}

interface Remains {
  base: KnowledgeBaseDocument;
  items: KnowledgeItemDocument[];
  /** Items that another job works on: they are that job's. */
  shared: Set<string>;
  vectors: VectorStore;
}

/** Removes points and chunks that were stored for items which searches never came to see. */
async function removeRemains(
  open: JobItemDocument[],
  { base, items, shared, vectors }: Remains,
): Promise<void> {
  const byId = new Map(items.map((item) => [item._id, item]));
  // A long document that was put off in the middle counts no attempt; chunks are stored before points.
  const withChunks = await chunkRepository.itemsWithChunks(
    base.organizationId,
    open.map(({ subjectId }) => subjectId),
  );
  const remains = open.flatMap(({ subjectId, attempts }): { itemId: string; beforeRevision?: number }[] => {
    if (attempts === 0 && !withChunks.has(subjectId)) return [];
    const item = byId.get(subjectId);
    if (!item) return [{ itemId: subjectId }];
    return item.activeRevision === null && !shared.has(subjectId)
      ? [{ itemId: subjectId, beforeRevision: item.revision + 1 }]
      : [];
  });
  await vectors.deleteItems(collectionOf(base), remains);
  for (const { itemId, beforeRevision } of remains)
    await chunkRepository.deleteOfItem(base.organizationId, itemId, beforeRevision ?? null);
}
