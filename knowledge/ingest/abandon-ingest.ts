import { jobItemRepository, type JobItemDocument } from '../../jobs/index.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
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
    if (base) await removeRemains(open, { jobId, base, vectors });
    const subjects = open.map(({ subjectId }) => subjectId);
    await knowledgeItemRepository.failOpen(organizationId, subjects, reason);
    await jobItemRepository.cancel(
      open.map(({ _id }) => _id),
      reason,
    );
  }
}

/** Points and chunks that were stored for items which searches never came to see. */
async function removeRemains(
  open: JobItemDocument[],
  { jobId, base, vectors }: { jobId: string; base: KnowledgeBaseDocument; vectors: VectorStore },
): Promise<void> {
  const begun = open.filter(({ attempts }) => attempts > 0).map(({ subjectId }) => subjectId);
  if (begun.length === 0) return;
  const { organizationId } = base;
  const found = await knowledgeItemRepository.findMany(organizationId, begun);
  const items = new Map(found.map((item) => [item._id, item]));
  // Read after the items: whoever revised one since works on a later revision, which is left alone.
  const shared = await jobItemRepository.sharedSubjects(jobId, begun);
  const remains = begun.flatMap((itemId): { itemId: string; beforeRevision?: number }[] => {
    const item = items.get(itemId);
    if (!item) return [{ itemId }];
    return item.activeRevision === null && !shared.has(itemId)
      ? [{ itemId, beforeRevision: item.revision + 1 }]
      : [];
  });
  await vectors.deleteItems(collectionOf(base), remains);
  for (const { itemId, beforeRevision } of remains)
    await chunkRepository.deleteOfItem(organizationId, itemId, beforeRevision ?? null);
}
