import type { DetectRequest } from '../detect/detect.types.js';
import { messageRepository } from '../../messages/message.repository.js';
import type { BatchItemDocument } from './batch-item.model.js';
import { countSameMessages } from './count-same-messages.js';

export interface ItemContent extends Pick<DetectRequest, 'countSame'> {
  content: string | null;
  metadata: Record<string, unknown> | null;
}

/**
 * What an item of a batch says: what came with the request, or its message as it is at that moment. Null when the message is
 * gone, or has no text.
 */
export async function contentOf(
  organizationId: string,
  { messageKey, content, metadata }: BatchItemDocument,
): Promise<ItemContent | null> {
  if (messageKey === null) return { content, metadata };
  const [message] = await messageRepository.findMany(organizationId, [messageKey]);
  if (!message || message.content.trim() === '') return null;
  const { authorId: userId, channelId } = message;
  return {
    content: message.content,
    metadata: { userId, channelId },
    countSame: countSameMessages(message),
  };
}
