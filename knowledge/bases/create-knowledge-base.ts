import type { Actor } from '../../accounts/index.js';
import type { CreateKnowledgeBase } from '../../contracts/knowledge.contract.js';
import type { KnowledgeBaseDocument } from './knowledge-base.model.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

/** Creates an empty knowledge base for a chatbot. @throws AppError CONFLICT when the chatbot has one of this name */
export async function createKnowledgeBase({
  actor,
  chatbotId,
  input,
  embedding,
}: {
  actor: Actor;
  chatbotId: string;
  input: CreateKnowledgeBase;
  embedding: { model: string; dimensions: number };
}): Promise<KnowledgeBaseDocument> {
  const organizationId = actor.requireMembership('editor');
  const { name, description = null, chunking, language } = input;
  return knowledgeBaseRepository.insert(organizationId, {
    chatbotId,
    name,
    description,
    chunking,
    language,
    embedding,
  });
}
