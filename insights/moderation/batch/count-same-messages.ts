import type { DetectRequest } from '../detect/detect.types.js';
import { shapeOf, shortestShape } from '../detect/spam/recent-texts.js';
import type { MessageDocument } from '../../messages/message.model.js';
import { messageRepository } from '../../messages/message.repository.js';

/** Of more than these one message alone could be spam whatever it says. */
const mostLookedAt = 1_000;

/**
 * How often a message's author had said the same until then, by the times when it was said: messages of a year that are
 * looked at within a minute were not sent within one.
 */
export const countSameMessages =
  ({ organizationId, authorId, sentAt }: MessageDocument): DetectRequest['countSame'] =>
  async (text, windowMinutes) => {
    const shape = shapeOf(text);
    if (shape.length < shortestShape) return null;
    const after = new Date(sentAt.getTime() - windowMinutes * 60_000);
    const sent = await messageRepository.sentBy(organizationId, {
      ...{ authorId, after, until: sentAt, limit: mostLookedAt },
    });
    return sent.filter(({ content }) => shapeOf(content) === shape).length;
  };
