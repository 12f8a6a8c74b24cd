import type { JobDocument } from '../../jobs/index.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { asBuilt, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { openBuild } from './open-build.js';
import { reindexRepository } from './reindex.repository.js';
import type { ReindexDocument } from './reindex.model.js';

/** Where a reindex stands. */
export interface ReindexPlan {
  reindex: ReindexDocument;
  /** What is searched. */
  live: KnowledgeBaseDocument;
  /** What is written into: the generation that is made, or the live one when items are tried again after the swap. */
  target: KnowledgeBaseDocument;
}

/** `null` when there is nothing to write into: the knowledge base was deleted, or the generation was given up. */
export async function planOf({ _id, organizationId, subject }: JobDocument): Promise<ReindexPlan | null> {
  const reindex = await reindexRepository.find(organizationId, _id);
  const live = subject && (await knowledgeBaseRepository.find(organizationId, subject.id));
  if (!reindex || !live) return null;
  if (reindex.swappedAt) return { reindex, live, target: live };
  const { building } = live;
  return building?.jobId === _id ? { reindex, live, target: asBuilt(live, building) } : null;
}

/**
 * Makes sure that a job has a generation to write into: a retry after a generation was given up begins another one.
 * @throws AppError CONFLICT while another job makes one
 */
export async function resumeBuild({ _id, organizationId, subject }: JobDocument): Promise<void> {
  await withTransaction(async () => {
    const reindex = await reindexRepository.find(organizationId, _id);
    const base = subject && (await knowledgeBaseRepository.hold(organizationId, subject.id));
    if (!reindex || !base || reindex.swappedAt || base.building?.jobId === _id) return;
    const { generation } = await openBuild(base, { jobId: _id, settings: reindex.settings });
    await reindexRepository.update(organizationId, _id, { generation });
  });
}
