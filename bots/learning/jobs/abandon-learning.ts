import { deleteOriginals, knowledgeBaseRepository, takeItemOut } from '../../../knowledge/index.js';
import type { BlobStore } from '../../../platform/blobs/blob-store.js';
import { learnedItemId } from '../apply/place-items.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningRunDocument } from './learning-run.model.js';
import { learningRunRepository } from './learning-run.repository.js';

/**
 * Ends a job early: what it has applied or proposed stays, what it was about to apply is taken out of the knowledge base
 * and given back. May be repeated.
 */
export async function abandonLearning(run: LearningRunDocument, blobs: BlobStore): Promise<void> {
  const { organizationId, _id: jobId, knowledgeBaseId } = run;
  const base = knowledgeBaseId && (await knowledgeBaseRepository.find(organizationId, knowledgeBaseId));
  if (base && run.purpose === 'apply')
    for (const { _id } of await learningItemRepository.ofJob(organizationId, jobId))
      await deleteOriginals(await takeItemOut(base, learnedItemId(run, _id)), blobs);
  await learningItemRepository.release(organizationId, jobId);
  await learningRunRepository.end(organizationId, jobId);
}
