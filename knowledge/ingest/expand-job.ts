import { jobItemRepository, jobRepository } from '../../jobs/index.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { knowledgeItemRepository, type NewItem } from '../items/knowledge-item.repository.js';

export interface ExpandJob {
  organizationId: string;
  jobId: string;
  /** Holds the claim on the job item. */
  token: string;
  /** The claimed job item whose work found something new, such as an archive or a page with links. */
  jobItemId: string;
  /** The knowledge item of that job item. */
  itemId: string;
  /**
   * What was found, of the same knowledge base. The ids must follow from the parent and the place in it (`derivedId`),
   * so that a repeat finds the same ones. Originals are to be in blob storage before and, as they may have been deleted
   * with another item meanwhile, stored again afterwards.
   */
  found: Omit<NewItem, 'knowledgeBaseId'>[];
  knowledgeBaseId: string;
}

/**
 * Adds what the work on one item found as further items of the same running job: knowledge items and job items in one
 * transaction, so that the job's total grows by what it really has to do. May be repeated: what the job has already is
 * left alone, also when its knowledge item was deleted since, and so are knowledge items that another job added.
 * The lane that holds the claim goes on afterwards and finds the new items, so none is left behind.
 *
 * Returns the ids that were added; `null` when the job has ended, the claim was lost, or the parent item was deleted:
 * then nothing was stored, and nothing of what was found is wanted any more.
 */
export const expandJob = ({
  organizationId,
  jobId,
  token,
  jobItemId,
  itemId,
  knowledgeBaseId,
  found,
}: ExpandJob): Promise<string[] | null> =>
  withTransaction(async () => {
    // In this order everywhere: two lanes that expand the same job wait for each other here.
    if (!(await jobRepository.hold(organizationId, jobId))) return null;
    if (!(await jobItemRepository.hold(token, jobItemId))) return null;
    if (!(await knowledgeItemRepository.hold(organizationId, itemId))) return null;
    const ids = found.map(({ _id }) => _id);
    const known = await jobItemRepository.subjectsIn(jobId, ids);
    const stored = await knowledgeItemRepository.findMany(organizationId, ids);
    for (const { _id } of stored) known.add(_id);
    const fresh = found.filter(({ _id }) => !known.has(_id));
    if (fresh.length === 0) return [];
    await knowledgeItemRepository.insertMany(
      organizationId,
      fresh.map((item) => ({ ...item, knowledgeBaseId })),
    );
    await jobItemRepository.append(
      organizationId,
      jobId,
      fresh.map(({ _id, title }) => ({ subjectId: _id, title })),
    );
    return fresh.map(({ _id }) => _id);
  });
