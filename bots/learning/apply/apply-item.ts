import { jobItemRepository, type JobItemDocument } from '../../../jobs/index.js';
import {
  deleteOriginals,
  knowledgeBaseRepository,
  knowledgeItemRepository,
  takeItemOut,
} from '../../../knowledge/index.js';
import type { BlobStore } from '../../../platform/blobs/blob-store.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import type { Learned, LearningItemDocument } from '../items/learning-item.model.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningRunDocument } from '../jobs/learning-run.model.js';
import { storeLearnedExample } from './learned-example.js';
import { learnedItemId } from './place-items.js';

interface Step {
  run: LearningRunDocument;
  token: string;
  jobItem: JobItemDocument;
}

/**
 * Ends the application of an item once what it became can be found; what did not work goes back to being approved. The
 * item, its place in the job and its example change together. @returns false while the ingestion has not come to it
 */
export async function applyItem(step: Step, blobs: BlobStore): Promise<boolean> {
  const { run, token, jobItem } = step;
  const item = await learningItemRepository.find(run.organizationId, jobItem.subjectId);
  if (item?.jobId !== run._id) {
    const error = item ? 'The item is not approved any more' : 'The item was deleted';
    await jobItemRepository.settle(token, [{ id: jobItem._id, status: 'skipped', error }]);
    return true;
  }
  return item.kind === 'knowledge' ? applyKnowledge(step, item, blobs) : applyExample(step, item);
}

async function applyKnowledge(step: Step, item: LearningItemDocument, blobs: BlobStore): Promise<boolean> {
  const { run } = step;
  const { organizationId } = run;
  const knowledgeBaseId = run.knowledgeBaseId ?? '';
  const itemId = learnedItemId(run, item._id);
  const stored = await knowledgeItemRepository.find(organizationId, knowledgeBaseId, itemId);
  const base = stored && (await knowledgeBaseRepository.find(organizationId, knowledgeBaseId));
  if (!stored || !base) return failed(step, 'What was learned was deleted before it could be searched');
  if (stored.status === 'ready') return succeeded(step, item, { type: 'knowledge', knowledgeBaseId, itemId });
  if (stored.status !== 'failed') return false;
  await failed(step, stored.error ?? 'The ingestion failed', () => takeItemOut(base, itemId));
  await deleteOriginals([stored], blobs);
  return true;
}

const applyExample = (step: Step, item: LearningItemDocument): Promise<boolean> =>
  withTransaction(async () => {
    if (!(await jobItemRepository.hold(step.token, step.jobItem._id))) return true;
    const stored = await storeLearnedExample(step.run, item);
    if ('refused' in stored) return failed(step, stored.refused);
    return succeeded(step, item, { type: 'example', ...stored });
  });

const succeeded = (
  { run, token, jobItem }: Step,
  { _id: id }: LearningItemDocument,
  learned: Learned,
): Promise<boolean> =>
  withTransaction(async () => {
    if (!(await jobItemRepository.hold(token, jobItem._id))) return true;
    const { organizationId, _id: jobId } = run;
    const applied = { status: 'applied', learned, appliedAt: new Date(), appliedBy: jobId } as const;
    await learningItemRepository.settle(organizationId, { id, jobId }, applied);
    await jobItemRepository.settle(token, [{ id: jobItem._id, status: 'done' }]);
    return true;
  });

const failed = (
  { run, token, jobItem }: Step,
  error: string,
  cleanUp: () => Promise<unknown> = async () => undefined,
): Promise<boolean> =>
  withTransaction(async () => {
    if (!(await jobItemRepository.hold(token, jobItem._id))) return true;
    await cleanUp();
    const { organizationId, _id: jobId } = run;
    await learningItemRepository.settle(organizationId, { id: jobItem.subjectId, jobId }, {});
    await jobItemRepository.settle(token, [{ id: jobItem._id, status: 'failed', error }]);
    return true;
  });
