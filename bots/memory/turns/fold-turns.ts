import { withTransaction } from '../../../platform/mongo/connection.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import type { EndUser } from '../end-user.js';
import { mentionEntities } from '../entities/mention-entities.js';
import { mentionTopics } from '../topics/mention-topics.js';
import { turnMemoryRepository } from './turn-memory.repository.js';

/** Turns folded in one transaction. */
const batchSize = 20;

/**
 * Puts what an end user's turns have found into their memory, once each. A turn carries its findings from the write that
 * stores it, so nothing is lost; whoever reads or changes the memory calls this first and sees what was said before.
 */
export async function foldTurns(user: EndUser): Promise<void> {
  if (!(await turnMemoryRepository.hasPending(user.organizationId, user))) return;
  while ((await foldBatch(user)) === batchSize);
}

/** Two who fold the same turns conflict; the later one then finds them folded. */
const foldBatch = (user: EndUser): Promise<number> =>
  withTransaction(async () => {
    const { organizationId, chatbotId } = user;
    const turns = await turnMemoryRepository.pending(organizationId, user, batchSize);
    if (turns.length === 0) return 0;
    await turnMemoryRepository.markFolded(
      organizationId,
      turns.map(({ _id }) => _id),
    );
    // An answer may end after its chatbot was deleted.
    if (!(await chatbotRepository.find(organizationId, chatbotId))) return turns.length;
    await mentionEntities(
      user,
      turns.flatMap(({ entities, createdAt }) =>
        (entities ?? []).map(({ type, value, normalized, confidence }) => ({
          type,
          value,
          normalized,
          confidence,
          source: 'extracted' as const,
          at: createdAt,
        })),
      ),
    );
    await mentionTopics(
      user,
      turns.flatMap(({ topics = [], createdAt }) => topics.map((name) => ({ name, at: createdAt }))),
    );
    return turns.length;
  });
