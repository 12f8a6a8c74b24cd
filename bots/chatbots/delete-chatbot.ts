import type { Actor } from '../../accounts/index.js';
import { deleteKnowledgeBasesOf } from '../../knowledge/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { conversationRepository } from '../conversations/conversation.repository.js';
import { turnRepository } from '../conversations/turn.repository.js';
import { chatbotRepository } from './chatbot.repository.js';

/** Deletes a chatbot with its knowledge and its conversations. @throws AppError NOT_FOUND, FORBIDDEN below owner */
export async function deleteChatbot({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  await withTransaction(async () => {
    if (!(await chatbotRepository.delete(organizationId, id))) throw notFound('Chatbot');
    await deleteKnowledgeBasesOf({ organizationId, chatbotId: id });
  });
  await turnRepository.deleteOfChatbot(organizationId, id);
  await conversationRepository.deleteOfChatbot(organizationId, id);
}
