import type { Actor } from '../../accounts/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import { collectionOf } from './knowledge-base.model.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

/** Deletes a knowledge base; it is gone at once, its items, chunks, vectors and originals follow in the background. */
export async function deleteKnowledgeBase({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  await withTransaction(async () => {
    const deleted = await knowledgeBaseRepository.delete(organizationId, id);
    if (!deleted) throw notFound('Knowledge base');
    await tombstoneRepository.insert(organizationId, [{ collection: collectionOf(deleted), itemId: null }]);
  });
}

/** For a chatbot's deletion: call it inside its transaction. */
export async function deleteKnowledgeBasesOf({
  organizationId,
  chatbotId,
}: {
  organizationId: string;
  chatbotId: string;
}): Promise<void> {
  for (const base of await knowledgeBaseRepository.ofChatbot(organizationId, chatbotId)) {
    await knowledgeBaseRepository.delete(organizationId, base._id);
    await tombstoneRepository.insert(organizationId, [{ collection: collectionOf(base), itemId: null }]);
  }
}
