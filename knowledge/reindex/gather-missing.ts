import { jobItemRepository, jobRepository } from '../../jobs/index.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import type { ReindexPlan } from './reindex-plan.js';

const itemsAtOnce = 1_000;

/**
 * Gives the job what the generation lacks: items that came or changed since. Answers whether that was anything; a job that
 * has ended is given nothing.
 */
export const gatherMissing = (jobId: string, { target }: ReindexPlan): Promise<boolean> =>
  withTransaction(async () => {
    const { organizationId, _id: knowledgeBaseId, generation } = target;
    const place = { knowledgeBaseId, generation };
    const missing = await knowledgeItemRepository.missingIn(organizationId, place, itemsAtOnce);
    if (missing.length === 0 || !(await jobRepository.hold(organizationId, jobId))) return false;
    const known = await jobItemRepository.subjectsIn(
      jobId,
      missing.map(({ _id }) => _id),
    );
    await jobItemRepository.repeat(jobId, [...known]);
    const fresh = missing.filter(({ _id }) => !known.has(_id));
    if (fresh.length > 0)
      await jobItemRepository.append(
        organizationId,
        jobId,
        fresh.map(({ _id, title }) => ({ subjectId: _id, title })),
        'reindex',
      );
    return true;
  });
