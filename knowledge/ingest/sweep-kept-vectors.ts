import { jobRepository } from '../../jobs/index.js';
import { keptVectorRepository } from './kept-vector.repository.js';

/**
 * Removes vectors that are kept for jobs which have ended. A job forgets its own at its end; a worker that was cut off
 * meanwhile may have kept some more afterwards.
 */
export async function sweepKeptVectors(): Promise<void> {
  const jobIds = await keptVectorRepository.systemJobs();
  const open = await jobRepository.systemUnfinishedOf(jobIds);
  await keptVectorRepository.systemForgetJobs(jobIds.filter((id) => !open.has(id)));
}
