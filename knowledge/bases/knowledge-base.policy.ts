import type { Actor } from '../../accounts/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { KnowledgeBaseDocument } from './knowledge-base.model.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

/** Members read, editors change, owners delete. */
export const knowledgeBasePolicy = {
  read: (actor: Actor, base: KnowledgeBaseDocument): boolean => actor.isMemberOf(base.organizationId),
};

/** The knowledge base when the actor may read it. @throws AppError NOT_FOUND for any other id */
export async function requireKnowledgeBase(actor: Actor, id: string): Promise<KnowledgeBaseDocument> {
  const base = await knowledgeBaseRepository.find(actor.organizationId, id);
  if (!base || !knowledgeBasePolicy.read(actor, base)) throw notFound('Knowledge base');
  return base;
}
