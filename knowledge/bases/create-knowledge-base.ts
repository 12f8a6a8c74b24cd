import type { Actor } from '../../accounts/index.js';
import type { CreateKnowledgeBase } from '../../contracts/knowledge.contract.js';
import { indexingFor, type EmbeddingFor } from './indexing.js';
import type { KnowledgeBaseDocument } from './knowledge-base.model.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

/** Creates an empty knowledge base for a chatbot. @throws AppError CONFLICT when the chatbot has one of this name */
export const createKnowledgeBase = ({
  actor,
  ...options
}: {
  actor: Actor;
  chatbotId: string;
  input: CreateKnowledgeBase;
  embeddingFor: EmbeddingFor;
}): Promise<KnowledgeBaseDocument> =>
  makeKnowledgeBase({ ...options, organizationId: actor.requireMembership('editor') });

/** The same for work that nobody waits for; whoever began it was allowed to. @throws AppError CONFLICT */
export async function makeKnowledgeBase({
  organizationId,
  chatbotId,
  input,
  embeddingFor,
}: {
  organizationId: string;
  chatbotId: string;
  input: CreateKnowledgeBase;
  embeddingFor: EmbeddingFor;
}): Promise<KnowledgeBaseDocument> {
  const { name, description = null, chunking, language } = input;
  return knowledgeBaseRepository.insert(organizationId, {
    chatbotId,
    name,
    description,
    chunking,
    language,
    ...indexingFor(language, embeddingFor),
  });
}
