import type { JobStarter } from '../../../jobs/index.js';
import { faqText, knowledgeBaseRepository, placeTexts, type EmbeddingFor } from '../../../knowledge/index.js';
import type { BlobStore } from '../../../platform/blobs/blob-store.js';
import { derivedId } from '../../../platform/ids.js';
import type { LearningItemDocument } from '../items/learning-item.model.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningRunDocument } from '../jobs/learning-run.model.js';
import { learningRunRepository } from '../jobs/learning-run.repository.js';
import { learnedBase, learnedDataset } from './learned-homes.js';

export interface ApplyDependencies {
  embeddingFor: EmbeddingFor;
  blobs: BlobStore;
  starter: JobStarter;
}

/**
 * The document that an item becomes. What a job took away again leaves a mark by its id, so a retry makes another one.
 */
export const learnedItemId = ({ _id, attempt }: LearningRunDocument, itemId: string): string =>
  derivedId('learned', _id, attempt, itemId);

/**
 * Puts what a job is to apply where it belongs: answers into the bot's knowledge base, by an ordinary ingestion; examples
 * only get their dataset, as they are stored when they are settled. May be repeated.
 */
export async function placeItems(
  run: LearningRunDocument,
  ids: string[],
  { embeddingFor, blobs, starter }: ApplyDependencies,
): Promise<void> {
  const { organizationId, _id: jobId, createdBy, attempt } = run;
  const items = await learningItemRepository.reserve(organizationId, { ids, jobId, status: 'approved' });
  const knowledge = items.filter(isKnowledge);
  if (knowledge.length > 0) {
    const former =
      run.knowledgeBaseId && (await knowledgeBaseRepository.find(organizationId, run.knowledgeBaseId));
    const base = former || (await learnedBase(run, embeddingFor));
    await learningRunRepository.update(organizationId, jobId, { knowledgeBaseId: base._id });
    const texts = knowledge.map(({ _id, question, answer }) => ({
      ...{ id: learnedItemId(run, _id), title: question.slice(0, 300) },
      ...faqText(question, answer),
    }));
    const ingestId = derivedId('learned', jobId, attempt);
    const source = base.name;
    const job = await placeTexts({ base, createdBy, texts, jobId: ingestId, source, blobs });
    if (job.startPending) await starter.start(job);
  }
  if (items.length > knowledge.length) {
    const { _id: datasetId } = await learnedDataset(run);
    await learningRunRepository.update(organizationId, jobId, { datasetId });
  }
}

const isKnowledge = (item: LearningItemDocument): item is LearningItemDocument & { answer: string } =>
  item.kind === 'knowledge' && item.answer !== null;
