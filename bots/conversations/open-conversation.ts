import { conflict, notFound } from '../../platform/errors/app-error.js';
import { newId } from '../../platform/ids.js';
import { event } from '../../platform/outbox/event.js';
import type { ConversationDocument } from './conversation.model.js';
import { conversationRepository } from './conversation.repository.js';

export interface OpenConversation {
  conversation: Pick<ConversationDocument, '_id' | 'userId'>;
  isNew: boolean;
  /** Resolves when a new one is stored, which nothing but its first turn has to wait for. */
  stored: Promise<void>;
}

/**
 * The conversation to go on with, or a new one. @throws AppError NOT_FOUND for another bot's or another end user's
 * conversation, CONFLICT for an ended one
 */
export async function openConversation({
  organizationId,
  chatbotId,
  conversationId,
  userId,
}: {
  organizationId: string;
  chatbotId: string;
  conversationId?: string;
  userId?: string;
}): Promise<OpenConversation> {
  if (conversationId === undefined) {
    const id = newId();
    const started = event('conversation.started', {
      organizationId,
      data: { chatbotId, conversationId: id, userId: userId ?? null },
    });
    const values = { _id: id, chatbotId, userId: userId ?? null, events: [started] };
    return {
      conversation: values,
      isNew: true,
      stored: conversationRepository.insert(organizationId, values),
    };
  }
  const conversation = await conversationRepository.find(organizationId, chatbotId, conversationId);
  const isTheirs = userId === undefined || conversation?.userId === userId;
  if (!conversation || !isTheirs) throw notFound('Conversation');
  if (conversation.status === 'ended') throw conflict('The conversation has ended; start a new one');
  return { conversation, isNew: false, stored: Promise.resolve() };
}
