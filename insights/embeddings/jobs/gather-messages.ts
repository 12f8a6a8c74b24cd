import { jobItemRepository, jobRepository, type JobDocument } from '../../../jobs/index.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { scopeOf } from './job-scope.js';
import { messageIndexRepository } from './message-index.repository.js';

const atOnce = 1_000;

/**
 * Gives the job messages that have no vector yet, those behind the id `after`. Answers the last id it looked at, `null` at the
 * end, and whether any of them was new to the job.
 */
export async function gatherMessages(
  job: JobDocument,
  after: string,
): Promise<{ last: string | null; isNew: boolean }> {
  const isBuilding = (await messageIndexRepository.systemBuiltBy(job._id)).length > 0;
  const place = isBuilding ? 'building' : 'embedded';
  const ids = await unembeddedRepository.systemLacking(scopeOf(job), { place, after, limit: atOnce });
  const isNew = await withTransaction(async () => {
    if (!(await jobRepository.hold(job.organizationId, job._id))) return false;
    const known = await jobItemRepository.subjectsIn(job._id, ids);
    const fresh = ids.filter((id) => !known.has(id));
    if (fresh.length === 0) return false;
    const items = fresh.map((subjectId) => ({ subjectId, title: null }));
    await jobItemRepository.append(job.organizationId, job._id, items, 'embeddings');
    return true;
  });
  return { last: ids.length < atOnce ? null : (ids.at(-1) ?? null), isNew };
}
