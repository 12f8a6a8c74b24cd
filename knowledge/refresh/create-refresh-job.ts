import { createJob, jobItemRepository, jobRepository, type JobDocument } from '../../jobs/index.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { webItemRepository } from '../items/web-item.repository.js';

/**
 * Stores a job that fetches a page again, with all pages that its crawl found. A job that is still about to do so is
 * returned instead.
 */
export const createRefreshJob = (
  item: KnowledgeItemDocument,
  { createdBy, jobId }: { createdBy: string; jobId?: string },
): Promise<JobDocument> =>
  withTransaction(async () => {
    const { organizationId, knowledgeBaseId, _id } = item;
    const made = jobId === undefined ? null : await jobRepository.find(organizationId, jobId);
    if (made) return made;
    const items = [item, ...(await webItemRepository.pagesOf(organizationId, _id))];
    const ids = items.map((page) => page._id);
    await webItemRepository.makeDue(organizationId, ids);
    const waiting = await jobItemRepository.holdWaiting(ids);
    const other = waiting === null ? null : await jobRepository.find(organizationId, waiting);
    if (other) return other;
    return createJob({
      ...{ organizationId, createdBy, kind: 'ingest', purpose: 'refresh', id: jobId },
      subject: { type: 'knowledge-base', id: knowledgeBaseId },
      items: items.map((page) => ({ subjectId: page._id, title: page.title })),
    });
  });
