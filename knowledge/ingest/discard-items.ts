import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { deleteUnusedBlob } from './janitor.js';

/** Removes items, with their originals, that were added to a knowledge base in the moment in which it was deleted. */
export async function discardItems(organizationId: string, ids: string[], blobs: BlobStore): Promise<void> {
  const items = await knowledgeItemRepository.findMany(organizationId, ids);
  await knowledgeItemRepository.deleteMany(organizationId, ids);
  for (const blob of new Set(items.map((item) => item.blob)))
    if (blob !== null) await deleteUnusedBlob(organizationId, blob, blobs);
}
