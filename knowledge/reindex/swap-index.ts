import { withTransaction } from '../../platform/mongo/connection.js';
import { collectionOf } from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import type { ReindexPlan } from './reindex-plan.js';
import { reindexRepository } from './reindex.repository.js';

/** A search that began before the swap has ended by then; should it not, it is repeated. */
const readersMs = 30_000;

/**
 * Lets searches use the new generation from one moment to the next, provided that it has every item as it is shown at that
 * moment: whoever shows a revision holds the knowledge base too, so it is either seen here or finds the new generation.
 * Answers false when something is missing.
 */
export const swapIndex = (jobId: string, { target, reindex }: ReindexPlan): Promise<boolean> =>
  withTransaction(async () => {
    const { organizationId, _id: knowledgeBaseId, generation } = target;
    const live = await knowledgeBaseRepository.hold(organizationId, knowledgeBaseId);
    if (live?.building?.jobId !== jobId) return false;
    const place = { knowledgeBaseId, generation };
    if ((await knowledgeItemRepository.missingIn(organizationId, place, 1)).length > 0) return false;
    await knowledgeBaseRepository.goLive(organizationId, knowledgeBaseId, {
      ...reindex.settings,
      generation,
    });
    await tombstoneRepository.insert(organizationId, [
      {
        ...{ collection: collectionOf(live), itemId: null, isReplaced: true },
        dueAt: new Date(Date.now() + readersMs),
      },
    ]);
    await reindexRepository.update(organizationId, jobId, { swappedAt: new Date() });
    return true;
  });
