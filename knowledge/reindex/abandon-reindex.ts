import { jobItemRepository, type JobDocument } from '../../jobs/index.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { asBuilt, collectionOf, type BuildingIndex } from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { reindexRepository } from './reindex.repository.js';

/**
 * Before a job ends early: what it made of the new generation is thrown away, and searches go on with the old one. When
 * they use the new one already, only items that are being tried again are given up.
 */
export async function abandonReindex(job: JobDocument, reason: string): Promise<void> {
  const { _id: jobId, organizationId, subject } = job;
  const reindex = await reindexRepository.find(organizationId, jobId);
  if (reindex?.swappedAt) return giveUpRetries(job, reason);
  await withTransaction(async () => {
    const before = subject && (await knowledgeBaseRepository.dropBuild(organizationId, subject.id, jobId));
    const building: BuildingIndex | null | undefined = before?.building;
    if (!before || !building) return;
    await tombstoneRepository.insert(organizationId, [
      { collection: collectionOf(asBuilt(before, building)), itemId: null, isReplaced: true },
    ]);
  });
  await jobItemRepository.cancelAll(jobId, reason);
}

async function giveUpRetries({ _id: jobId, organizationId }: JobDocument, reason: string): Promise<void> {
  for (;;) {
    const open = await jobItemRepository.withStatus(jobId, ['pending', 'running'], 500);
    if (open.length === 0) return;
    const subjects = open.map(({ subjectId }) => subjectId);
    const shared = await jobItemRepository.sharedSubjects(jobId, subjects);
    const ours = subjects.filter((id) => !shared.has(id));
    await knowledgeItemRepository.failOpen(organizationId, ours, reason);
    await jobItemRepository.cancel(
      open.map(({ _id }) => _id),
      reason,
    );
  }
}
