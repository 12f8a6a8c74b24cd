import type { Actor } from '../../accounts/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { collectionsOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { deleteUnusedBlob } from '../ingest/janitor.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import type { RefreshSchedules } from '../refresh/refresh-schedules.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';
import { knowledgeItemRepository } from './knowledge-item.repository.js';
import { webItemRepository } from './web-item.repository.js';

/**
 * Deletes an item, with the first page of a crawl all pages that it found, and with an archive what came in it: searches
 * miss them at once, chunks and vectors follow in the background. A page that is deleted by itself is not taken in by its
 * crawl again.
 *
 * @throws AppError NOT_FOUND
 */
export async function deleteItem({
  actor,
  knowledgeBaseId,
  itemId,
  blobs,
  schedules,
}: {
  actor: Actor;
  knowledgeBaseId: string;
  itemId: string;
  blobs: BlobStore;
  schedules: RefreshSchedules;
}): Promise<void> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  actor.requireMembership('editor');
  const removed = await takeItemOut(base, itemId);
  if (removed.length === 0) throw notFound('Knowledge item');
  for (const { _id, web } of removed) if (web?.refresh) await schedules.drop(_id);
  await deleteOriginals(removed, blobs);
}

/**
 * Takes an item and what came with it out of the searches, in a transaction; chunks and vectors follow. Whoever calls it
 * deletes the originals afterwards. @returns what was removed, nothing when the item is gone
 */
export function takeItemOut(base: KnowledgeBaseDocument, itemId: string): Promise<KnowledgeItemDocument[]> {
  const { organizationId } = base;
  return withTransaction(async () => {
    const deleted = await knowledgeItemRepository.delete(organizationId, base._id, itemId);
    if (!deleted) return [];
    const pages = deleted.web ? await webItemRepository.pagesOf(organizationId, itemId) : [];
    await webItemRepository.deletePages(organizationId, itemId);
    if (deleted.web?.rootId)
      await webItemRepository.leaveAlone(organizationId, deleted.web.rootId, deleted.web.addresses);
    const entries = await knowledgeItemRepository.ofParent(organizationId, itemId);
    await knowledgeItemRepository.deleteMany(
      organizationId,
      entries.map(({ _id }) => _id),
    );
    const all = [deleted, ...pages, ...entries];
    // Asked here: a generation may have begun to be made since.
    const current = await knowledgeBaseRepository.find(organizationId, base._id);
    for (const collection of current ? collectionsOf(current) : [])
      await tombstoneRepository.insert(
        organizationId,
        all.map(({ _id }) => ({ collection, itemId: _id })),
      );
    return all;
  });
}

/** Deletes what only these items had. */
export async function deleteOriginals(
  items: Pick<KnowledgeItemDocument, 'organizationId' | 'blob'>[],
  blobs: BlobStore,
): Promise<void> {
  for (const { organizationId, blob } of items)
    if (blob !== null) await deleteUnusedBlob(organizationId, blob, blobs);
}
