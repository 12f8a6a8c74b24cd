import type { JobStarter } from '../../jobs/index.js';
import { jobItemRepository } from '../../jobs/index.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { webItemRepository } from '../items/web-item.repository.js';
import { createRefreshJob } from './create-refresh-job.js';

/**
 * What a schedule does when its time has come. Nothing, when the item is gone, is no longer to be refreshed, or is
 * still being worked on; the same job id when it is repeated.
 */
export async function startDueRefresh({
  itemId,
  jobId,
  starter,
}: {
  itemId: string;
  jobId: string;
  starter: JobStarter;
}): Promise<{ jobId: string | null }> {
  const item = await webItemRepository.systemFind(itemId);
  if (!item?.web?.refresh) return { jobId: null };
  const { organizationId, knowledgeBaseId } = item;
  if (!(await knowledgeBaseRepository.find(organizationId, knowledgeBaseId))) return { jobId: null };
  if ((await jobItemRepository.sharedSubjects(jobId, [itemId])).size > 0) return { jobId: null };
  const job = await createRefreshJob(item, { createdBy: item.web.addedBy, jobId });
  await starter.start(job);
  return { jobId: job._id };
}
