import type { EmbeddingJob, EmbeddingJobSummary } from '../../../contracts/ai/embedding-jobs.contract.js';
import { embeddingJobTypes } from '../../../contracts/ai/embedding-jobs.contract.js';
import type { JobCounts } from '../../../contracts/jobs.contract.js';
import { presentJob, presentJobItem, type JobDocument, type JobItemDocument } from '../../../jobs/index.js';

const typeOf = ({ purpose }: JobDocument) => embeddingJobTypes.find((type) => type === purpose) ?? 'initial';

export const presentEmbeddingJobSummary = (job: JobDocument, counts: JobCounts): EmbeddingJobSummary => ({
  id: job._id,
  job_type: typeOf(job),
  status: job.status,
  total_messages: counts.total,
  processed_messages: counts.done + counts.failed + counts.skipped,
  successful_embeddings: counts.done,
  failed_embeddings: counts.failed,
  started_at: job.startedAt?.toISOString() ?? null,
  completed_at: job.completedAt?.toISOString() ?? null,
  created_at: job.createdAt.toISOString(),
});

/** One job with all that is known of it. */
export function presentEmbeddingJob(
  job: JobDocument,
  { counts, failures, noWorker }: { counts: JobCounts; failures: JobItemDocument[]; noWorker: boolean },
): EmbeddingJob {
  const { progress, stage, waiting } = presentJob(job, { counts, noWorker, uiUrl: null });
  return {
    ...presentEmbeddingJobSummary(job, counts),
    error_message: job.error,
    updated_at: job.updatedAt.toISOString(),
    metadata: { stage, scope: job.subject?.id ?? null, skipped: counts.skipped, runAs: job.createdBy },
    percentage: progress.percentage,
    estimatedTimeRemaining: progress.estimatedTimeRemaining,
    waiting,
    failures: failures.map(presentJobItem),
  };
}
