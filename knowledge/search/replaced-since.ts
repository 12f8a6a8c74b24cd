import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import type { Evidence } from './retrieve.js';

/** What a search of one knowledge base found. */
export interface Searched {
  base: KnowledgeBaseDocument;
  passages: Evidence[];
  /** Nothing there, or hits without their texts: perhaps the index is being removed, as another took its place. */
  isSuspicious: boolean;
}

/**
 * Knowledge bases as they are now when one of them was indexed anew while it was searched, so long ago that what it had
 * before is gone; `null` when what was found is what there is.
 */
export async function replacedSince(
  organizationId: string,
  found: Searched[],
): Promise<KnowledgeBaseDocument[] | null> {
  if (!found.some(({ isSuspicious }) => isSuspicious)) return null;
  const ids = found.map(({ base }) => base._id);
  const current = await knowledgeBaseRepository.findMany(organizationId, ids);
  const generations = new Map(current.map(({ _id, generation }) => [_id, generation]));
  const isReplaced = found.some(
    ({ base }) => (generations.get(base._id) ?? base.generation) !== base.generation,
  );
  return isReplaced ? current : null;
}
