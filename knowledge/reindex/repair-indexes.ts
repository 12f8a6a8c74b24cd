import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import {
  analyserOf,
  asBuilt,
  collectionOf,
  type KnowledgeBaseDocument,
} from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { createReindex } from './create-reindex.js';

/**
 * For stores that were restored: vectors are read a little later than the documents that name them, so that those of an item which
 * changed in between may be missing. Knowledge bases with such an item are indexed anew as soon as a worker runs. Answers how many.
 */
export async function repairIndexesOf(
  vectors: VectorStore,
  { createdBy }: { createdBy: string },
): Promise<number> {
  let repaired = 0;
  for await (const base of knowledgeBaseRepository.systemEach())
    if (await repairIndex(base, { vectors, createdBy })) repaired += 1;
  return repaired;
}

async function repairIndex(
  base: KnowledgeBaseDocument,
  { vectors, createdBy }: { vectors: VectorStore; createdBy: string },
): Promise<boolean> {
  const { organizationId, _id, building, language, chunking, embedding } = base;
  // What is being made takes the place of what is searched: it is enough that nothing of it is missing.
  const points = await pointsOf(building ? asBuilt(base, building) : base, vectors);
  const lacking: string[] = [];
  for await (const { _id: item, ...shown } of knowledgeItemRepository.systemShown(_id)) {
    const { activeRevision, activeChunks, next } = shown;
    const made = building
      ? next?.generation === building.generation && next
      : { revision: activeRevision ?? 0, chunks: activeChunks ?? 0 };
    if (made && points(item, made.revision) < made.chunks) lacking.push(item);
  }
  if (lacking.length === 0) return false;
  if (building) {
    // The job that makes it goes on, and finds these items once more.
    await knowledgeItemRepository.forgetBuilt(organizationId, lacking);
    return true;
  }
  await withTransaction(async () => {
    const held = await knowledgeBaseRepository.hold(organizationId, _id);
    const settings = { language, chunking, embedding, analyser: analyserOf(base) };
    if (held) await createReindex(held, { settings, createdBy });
  });
  return true;
}

/** How many points an item's revision has. */
async function pointsOf(
  base: KnowledgeBaseDocument,
  vectors: VectorStore,
): Promise<(item: string, revision: number) => number> {
  const counts = new Map<string, number>();
  for await (const { itemId, revision, points } of vectors.items(collectionOf(base)))
    counts.set(`${itemId} ${revision}`, points);
  return (item, revision) => counts.get(`${item} ${revision}`) ?? 0;
}
