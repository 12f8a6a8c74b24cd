import type { JobDocument } from '../../jobs/index.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { assertNotBuilding } from './open-build.js';
import { reindexRepository } from './reindex.repository.js';

/**
 * Before a job is run again: one that is to make a generation once more may not while another one makes its own.
 * @throws AppError CONFLICT
 */
export async function assertMayReindex({ _id, kind, organizationId, subject }: JobDocument): Promise<void> {
  if (kind !== 'reindex' || !subject) return;
  const base = await knowledgeBaseRepository.find(organizationId, subject.id);
  const reindex = await reindexRepository.find(organizationId, _id);
  if (base && !reindex?.swappedAt) assertNotBuilding(base);
}
