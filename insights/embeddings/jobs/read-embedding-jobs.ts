import type { EmbeddingJob, EmbeddingJobSummary } from '../../../contracts/ai/embedding-jobs.contract.js';
import { countsOfJobs, jobItemRepository, jobRepository, type JobDocument } from '../../../jobs/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { presentEmbeddingJob, presentEmbeddingJobSummary } from './embedding-job.presenter.js';

/** Failed items that an answer shows. */
const failuresShown = 50;

/** A job of any organisation, for administrators of the installation. @throws AppError NOT_FOUND */
export async function requireEmbeddingJob(id: string): Promise<JobDocument> {
  const job = await jobRepository.systemFind(id);
  if (job?.kind !== 'embeddings') throw notFound('Job');
  return job;
}

/** One job with its first failures. @throws AppError NOT_FOUND */
export async function readEmbeddingJob(
  id: string,
  { countWorkers }: { countWorkers: () => Promise<number | null> },
): Promise<EmbeddingJob> {
  const job = await requireEmbeddingJob(id);
  const [counts, failures, workers] = await Promise.all([
    countsOfJobs([id]),
    jobItemRepository.withStatus(id, ['failed'], failuresShown),
    countWorkers(),
  ]);
  return presentEmbeddingJob(job, { counts: counts(id), failures, noWorker: workers === 0 });
}

/** The latest jobs. */
export async function listEmbeddingJobs(limit: number): Promise<EmbeddingJobSummary[]> {
  const jobs = await jobRepository.systemLatest('embeddings', limit);
  const counts = await countsOfJobs(jobs.map(({ _id }) => _id));
  return jobs.map((job) => presentEmbeddingJobSummary(job, counts(job._id)));
}
