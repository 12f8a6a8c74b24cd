import type { Actor } from '../../accounts/index.js';
import type { UpdateKnowledgeBase } from '../../contracts/knowledge.contract.js';
import type { JobDocument, JobStarter } from '../../jobs/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { createReindex } from '../reindex/create-reindex.js';
import { assertNotBuilding } from '../reindex/open-build.js';
import { isIndexedAs, settingsFor, type EmbeddingFor } from './indexing.js';
import { collectionOf, type IndexSettings, type KnowledgeBaseDocument } from './knowledge-base.model.js';
import { requireKnowledgeBase } from './knowledge-base.policy.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

export interface UpdateKnowledgeBaseOptions {
  actor: Actor;
  id: string;
  input: UpdateKnowledgeBase;
  embeddingFor: EmbeddingFor;
  starter: JobStarter;
}

/**
 * Merges the given fields into a knowledge base. A language or sizes in which its items would have to be indexed anew
 * take effect when a job has done so; without items at once.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR, CONFLICT for a taken name and while another job indexes it anew
 */
export async function updateKnowledgeBase({
  actor,
  id,
  input,
  embeddingFor,
  starter,
}: UpdateKnowledgeBaseOptions): Promise<{ base: KnowledgeBaseDocument; job: JobDocument | null }> {
  const organizationId = actor.requireMembership('editor');
  await requireKnowledgeBase(actor, id);
  const { language, chunking, ...described } = input;
  const { base, job } = await withTransaction(async () => {
    const held = await knowledgeBaseRepository.hold(organizationId, id);
    if (!held) throw notFound('Knowledge base');
    await knowledgeBaseRepository.update(organizationId, id, described);
    const settings = settingsFor(held, { language, chunking }, embeddingFor);
    const job = isAsked(held, settings) ? await change(held, settings, actor) : null;
    return { job, base: await knowledgeBaseRepository.find(organizationId, id) };
  });
  if (!base) throw notFound('Knowledge base');
  return { base, job: job && (await starter.start(job)) };
}

/** By itself a model that became another one since is no wish to have everything indexed anew. */
const isAsked = (base: KnowledgeBaseDocument, { language, chunking }: IndexSettings): boolean =>
  language !== base.language ||
  chunking.size !== base.chunking.size ||
  chunking.overlap !== base.chunking.overlap;

/** The job that has to index the items anew, if one has to. */
async function change(
  base: KnowledgeBaseDocument,
  settings: IndexSettings,
  { userId }: Actor,
): Promise<JobDocument | null> {
  const { organizationId, _id, generation, lastGeneration = generation } = base;
  assertNotBuilding(base);
  if (isIndexedAs(base, settings)) {
    await knowledgeBaseRepository.update(organizationId, _id, { language: settings.language });
    return null;
  }
  if (await knowledgeItemRepository.isAnySearched(organizationId, _id))
    return createReindex(base, { settings, createdBy: userId });
  // What is being taken in at the moment finds another generation, and is taken in as it is to be now.
  await knowledgeBaseRepository.goLive(organizationId, _id, {
    ...settings,
    generation: Math.max(generation, lastGeneration) + 1,
  });
  await tombstoneRepository.insert(organizationId, [
    { collection: collectionOf(base), itemId: null, isReplaced: true },
  ]);
  return null;
}
