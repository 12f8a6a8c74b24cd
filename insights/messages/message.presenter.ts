import type { StoredMessage } from '../../contracts/ai/messages.contract.js';
import type { MessageDocument } from './message.model.js';

/** A message as it was handed over. */
export const presentMessage = (message: MessageDocument): StoredMessage => ({
  id: message.messageId,
  content: message.content,
  author_id: message.authorId,
  author_name: message.authorName,
  created_at: message.sentAt.toISOString(),
  channel_id: message.channelId,
  ...(message.threadId ? { thread_id: message.threadId } : {}),
  ...(message.reactions.length > 0 ? { reactions: message.reactions } : {}),
});
