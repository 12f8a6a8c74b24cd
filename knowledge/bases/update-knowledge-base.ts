import type { Actor } from '../../accounts/index.js';
import type { UpdateKnowledgeBase } from '../../contracts/knowledge.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { KnowledgeBaseDocument } from './knowledge-base.model.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

/** Merges the given fields into a knowledge base. @throws AppError NOT_FOUND, CONFLICT for a taken name */
export async function updateKnowledgeBase({
  actor,
  id,
  input,
}: {
  actor: Actor;
  id: string;
  input: UpdateKnowledgeBase;
}): Promise<KnowledgeBaseDocument> {
  const updated = await knowledgeBaseRepository.update(actor.requireMembership('editor'), id, input);
  if (!updated) throw notFound('Knowledge base');
  return updated;
}
