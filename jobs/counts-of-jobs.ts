import type { JobCounts } from '../contracts/jobs.contract.js';
import { jobItemRepository } from './job-item.repository.js';

const none: JobCounts = { total: 0, done: 0, failed: 0, skipped: 0 };

/** The counts of these jobs, each by its id; zeros for one without items. */
export async function countsOfJobs(ids: string[]): Promise<(id: string) => JobCounts> {
  const counts = await jobItemRepository.countsOf(ids);
  return (id) => counts.get(id) ?? none;
}
