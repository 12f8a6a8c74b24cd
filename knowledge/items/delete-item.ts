import type { Actor } from '../../accounts/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { collectionOf } from '../bases/knowledge-base.model.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { deleteUnusedBlob } from '../ingest/janitor.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import { knowledgeItemRepository } from './knowledge-item.repository.js';

/** Deletes an item: searches miss it at once, its chunks and vectors follow in the background. @throws AppError NOT_FOUND */
export async function deleteItem({
  actor,
  knowledgeBaseId,
  itemId,
  blobs,
}: {
  actor: Actor;
  knowledgeBaseId: string;
  itemId: string;
  blobs: BlobStore;
}): Promise<void> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const organizationId = actor.requireMembership('editor');
  const item = await withTransaction(async () => {
    const deleted = await knowledgeItemRepository.delete(organizationId, base._id, itemId);
    if (!deleted) throw notFound('Knowledge item');
    await tombstoneRepository.insert(organizationId, [{ collection: collectionOf(base), itemId }]);
    return deleted;
  });
  await deleteUnusedBlob(organizationId, item.blob, blobs);
}
