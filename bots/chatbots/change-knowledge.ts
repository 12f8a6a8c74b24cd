import type { Actor } from '../../accounts/index.js';
import type { CreateKnowledgeBase } from '../../contracts/knowledge.contract.js';
import {
  createKnowledgeBase,
  deleteKnowledgeBase,
  requireKnowledgeBase,
  type EmbeddingFor,
  type KnowledgeBaseDocument,
} from '../../knowledge/index.js';
import { changeContent } from '../versions/record-version.js';
import { requireChatbot } from './chatbot.policy.js';

/** Gives a chatbot a knowledge base, which its versions know of from then on. @throws AppError NOT_FOUND, CONFLICT */
export async function addKnowledgeBase({
  actor,
  chatbotId,
  input,
  embeddingFor,
}: {
  actor: Actor;
  chatbotId: string;
  input: CreateKnowledgeBase;
  embeddingFor: EmbeddingFor;
}): Promise<KnowledgeBaseDocument> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  const { result } = await changeContent(
    { organizationId, chatbotId, actorId: actor.userId, reason: `Added the knowledge base ${input.name}` },
    () => createKnowledgeBase({ actor, chatbotId, input, embeddingFor }),
  );
  return result;
}

/** Deletes a knowledge base of a chatbot, also from what older versions search. @throws AppError NOT_FOUND */
export async function removeKnowledgeBase({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const { organizationId, chatbotId, name } = await requireKnowledgeBase(actor, id);
  await changeContent(
    { organizationId, chatbotId, actorId: actor.userId, reason: `Deleted the knowledge base ${name}` },
    () => deleteKnowledgeBase({ actor, id }),
  );
}
