import type { Actor } from '../../accounts/index.js';
import type { JobDocument, JobStarter } from '../../jobs/index.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { createRefreshJob } from './create-refresh-job.js';

/** Fetches a page again at once. @throws AppError NOT_FOUND, CONFLICT for an item that has no address */
export async function refreshItem({
  actor,
  knowledgeBaseId,
  itemId,
  starter,
}: {
  actor: Actor;
  knowledgeBaseId: string;
  itemId: string;
  starter: JobStarter;
}): Promise<{ item: KnowledgeItemDocument; job: JobDocument }> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const organizationId = actor.requireMembership('editor');
  const item = await knowledgeItemRepository.find(organizationId, base._id, itemId);
  if (!item) throw notFound('Knowledge item');
  if (!item.web) throw conflict('The item has no address that it could be fetched from');
  const job = await createRefreshJob(item, { createdBy: actor.userId });
  return { item, job: await starter.start(job) };
}
