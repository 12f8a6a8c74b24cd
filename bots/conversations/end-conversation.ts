import type { Actor } from '../../accounts/index.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import { event } from '../../platform/outbox/event.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import type { ConversationDocument } from './conversation.model.js';
import { conversationRepository } from './conversation.repository.js';
import { turnRepository } from './turn.repository.js';

const ended = ({ organizationId, chatbotId, _id, userId }: ConversationDocument, reason: 'closed' | 'idle') =>
  event('conversation.ended', { organizationId, data: { chatbotId, conversationId: _id, userId, reason } });

/** Ends a conversation. @throws AppError NOT_FOUND, CONFLICT when it has ended */
export async function endConversation({
  actor,
  chatbotId,
  conversationId,
}: {
  actor: Actor;
  chatbotId: string;
  conversationId: string;
}): Promise<ConversationDocument> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  const conversation = await conversationRepository.find(organizationId, chatbotId, conversationId);
  if (!conversation) throw notFound('Conversation');
  const closed = await conversationRepository.end(
    organizationId,
    conversationId,
    ended(conversation, 'closed'),
  );
  if (!closed) throw conflict('The conversation has already ended');
  return closed;
}

const idleMs = 30 * 60_000;

/** Ends conversations in which nothing was said for half an hour; returns how many. */
export async function endIdleConversations(now = Date.now()): Promise<number> {
  const before = new Date(now - idleMs);
  let count = 0;
  for (const conversation of await conversationRepository.systemActiveStartedBefore(before, 500)) {
    const last = await turnRepository.systemLastActivity(conversation._id, conversation.organizationId);
    if (last && last > before) continue;
    if (
      await conversationRepository.end(
        conversation.organizationId,
        conversation._id,
        ended(conversation, 'idle'),
      )
    )
      count++;
  }
  return count;
}
