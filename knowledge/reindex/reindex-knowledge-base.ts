import type { Actor } from '../../accounts/index.js';
import type { ReindexKnowledgeBase } from '../../contracts/knowledge.contract.js';
import type { JobDocument, JobStarter } from '../../jobs/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { settingsFor, type EmbeddingFor } from '../bases/indexing.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { createReindex } from './create-reindex.js';

/**
 * Has everything in a knowledge base cut, embedded and taken apart anew beside what is searched, with other settings if
 * they are given, and by the model that the language has today. @throws AppError NOT_FOUND, VALIDATION_ERROR, CONFLICT
 * while another job does so
 */
export async function reindexKnowledgeBase({
  actor,
  id,
  input,
  embeddingFor,
  starter,
}: {
  actor: Actor;
  id: string;
  input: ReindexKnowledgeBase;
  embeddingFor: EmbeddingFor;
  starter: JobStarter;
}): Promise<{ base: KnowledgeBaseDocument; job: JobDocument }> {
  const organizationId = actor.requireMembership('editor');
  await requireKnowledgeBase(actor, id);
  const { base, job } = await withTransaction(async () => {
    const held = await knowledgeBaseRepository.hold(organizationId, id);
    if (!held) throw notFound('Knowledge base');
    const settings = settingsFor(held, input, embeddingFor);
    const job = await createReindex(held, { settings, createdBy: actor.userId });
    return { job, base: (await knowledgeBaseRepository.find(organizationId, id)) ?? held };
  });
  return { base, job: await starter.start(job) };
}
