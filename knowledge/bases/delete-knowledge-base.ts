import { recordAudit, type Actor } from '../../accounts/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { tombstoneRepository, type NewTombstone } from '../ingest/tombstone.repository.js';
import { collectionsOf, type KnowledgeBaseDocument } from './knowledge-base.model.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

/** What has to be removed of a deleted knowledge base, with a generation that was being made. */
export const tombstonesOf = (deleted: KnowledgeBaseDocument): NewTombstone[] =>
  collectionsOf(deleted).map((collection) => ({ collection, itemId: null }));

/** Deletes a knowledge base; it is gone at once, its items, chunks, vectors and originals follow in the background. */
export async function deleteKnowledgeBase({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  await withTransaction(async () => {
    const deleted = await knowledgeBaseRepository.delete(organizationId, id);
    if (!deleted) throw notFound('Knowledge base');
    await tombstoneRepository.insert(organizationId, tombstonesOf(deleted));
    await recordAudit({
      ...{ organizationId, actor, action: 'knowledge-base.deleted' },
      ...{ target: { type: 'knowledge-base', id }, details: { chatbotId: deleted.chatbotId } },
    });
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
    const deleted = await knowledgeBaseRepository.delete(organizationId, base._id);
    if (deleted) await tombstoneRepository.insert(organizationId, tombstonesOf(deleted));
  }
}
