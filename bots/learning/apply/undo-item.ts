import { jobItemRepository, type JobItemDocument } from '../../../jobs/index.js';
import { deleteOriginals, knowledgeBaseRepository, takeItemOut } from '../../../knowledge/index.js';
import type { BlobStore } from '../../../platform/blobs/blob-store.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import type { Learned } from '../items/learning-item.model.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningRunDocument } from '../jobs/learning-run.model.js';
import { learningRunRepository } from '../jobs/learning-run.repository.js';
import { removeLearnedExample } from './learned-example.js';

/** Takes back what was learned from an item, and no more; the item is approved again. */
export async function undoItem(
  { run, token, jobItem }: { run: LearningRunDocument; token: string; jobItem: JobItemDocument },
  blobs: BlobStore,
): Promise<void> {
  const { organizationId, _id: jobId } = run;
  const removed = await withTransaction(async () => {
    if (!(await jobItemRepository.hold(token, jobItem._id))) return [];
    const item = await learningItemRepository.find(organizationId, jobItem.subjectId);
    const isOurs = item?.jobId === jobId && item.status === 'applied';
    const taken = isOurs && item.learned ? await takeBack(run, item.learned) : [];
    if (isOurs) {
      const back = { status: 'approved', learned: null, appliedAt: null, appliedBy: null } as const;
      await learningItemRepository.settle(organizationId, { id: item._id, jobId }, back);
    }
    const error = isOurs ? undefined : 'The item is not applied any more';
    await jobItemRepository.settle(token, [{ id: jobItem._id, status: isOurs ? 'done' : 'skipped', error }]);
    return taken;
  });
  await deleteOriginals(removed, blobs);
}

async function takeBack({ _id, organizationId }: LearningRunDocument, learned: Learned) {
  if (learned.type === 'example') {
    await removeLearnedExample(organizationId, learned);
    await learningRunRepository.update(organizationId, _id, { datasetId: learned.datasetId });
    return [];
  }
  const base = await knowledgeBaseRepository.find(organizationId, learned.knowledgeBaseId);
  return base ? takeItemOut(base, learned.itemId) : [];
}
