import { withTransaction } from '../../platform/mongo/connection.js';
import { collectionsOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import type { IngestContext } from '../ingest/ingest-batch.js';
import { deleteUnusedBlob } from '../ingest/janitor.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { webItemRepository } from '../items/web-item.repository.js';

/** Removes a page that a crawl found and that is none to be taken in. */
export async function dropItem(
  item: KnowledgeItemDocument,
  reason: string,
  { base, dependencies }: IngestContext,
): Promise<{ kind: 'dropped'; reason: string }> {
  const { organizationId, knowledgeBaseId, _id, blob } = item;
  await withTransaction(async () => {
    const deleted = await knowledgeItemRepository.delete(organizationId, knowledgeBaseId, _id);
    if (deleted && item.activeRevision !== null) await bury(base, { itemId: _id });
  });
  if (blob !== null) await deleteUnusedBlob(organizationId, blob, dependencies.blobs);
  return { kind: 'dropped', reason };
}

/** Takes a page's content away and keeps the item, which says why. */
export async function withdrawItem(
  item: KnowledgeItemDocument,
  reason: string,
  { base, dependencies }: IngestContext,
): Promise<void> {
  const { organizationId, _id, blob } = item;
  await withTransaction(async () => {
    const beforeRevision = await webItemRepository.withdraw(item, reason);
    if (beforeRevision === null) return;
    await bury(base, { itemId: _id, beforeRevision });
  });
  if (blob !== null) await deleteUnusedBlob(organizationId, blob, dependencies.blobs);
}

/** In the generation that is searched, and in one that is being made. */
async function bury(
  { organizationId, _id }: KnowledgeBaseDocument,
  remains: { itemId: string; beforeRevision?: number },
): Promise<void> {
  const base = await knowledgeBaseRepository.find(organizationId, _id);
  const tombstones = base ? collectionsOf(base).map((collection) => ({ collection, ...remains })) : [];
  await tombstoneRepository.insert(organizationId, tombstones);
}
