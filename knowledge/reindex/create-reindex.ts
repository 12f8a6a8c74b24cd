import { createJob, type JobDocument } from '../../jobs/index.js';
import { newId } from '../../platform/ids.js';
import type { IndexSettings, KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { openBuild } from './open-build.js';
import { reindexRepository } from './reindex.repository.js';

/** Items that the job is stored with; the job finds the others itself. */
const mostAtOnce = 5_000;

/**
 * Stores a job that indexes a knowledge base anew with these settings; call it in a transaction. @throws AppError CONFLICT
 * while another one does
 */
export async function createReindex(
  base: KnowledgeBaseDocument,
  { settings, createdBy }: { settings: IndexSettings; createdBy: string },
): Promise<JobDocument> {
  const { organizationId, _id: knowledgeBaseId } = base;
  const jobId = newId();
  const { generation } = await openBuild(base, { jobId, settings });
  await reindexRepository.insert(organizationId, { _id: jobId, knowledgeBaseId, settings, generation });
  const items = await knowledgeItemRepository.missingIn(
    organizationId,
    { knowledgeBaseId, generation },
    mostAtOnce,
  );
  return createJob({
    ...{ organizationId, createdBy, id: jobId, kind: 'reindex' },
    subject: { type: 'knowledge-base', id: knowledgeBaseId },
    items: items.map(({ _id, title }) => ({ subjectId: _id, title })),
  });
}
