import {
  TrainingConfig,
  type TrainingSession,
  type TrainingStatus,
} from '../../../contracts/training.contract.js';
import { jobItemRepository, jobRepository, unfinished, type JobDocument } from '../../../jobs/index.js';
import { presentFineTuning } from '../fine-tuning/fine-tuning.presenter.js';
import type { TrainingSessionDocument } from './training-session.model.js';
import { trainingSessionRepository } from './training-session.repository.js';

const none = { total: 0, done: 0, failed: 0, skipped: 0 };

/** What readers see of a session: how it ended, or else where its job is. */
export async function presentSession(found: TrainingSessionDocument): Promise<TrainingSession> {
  const [job, counts] = await Promise.all([
    jobRepository.find(found.organizationId, found.jobId),
    jobItemRepository.countsOf([found.jobId]),
  ]);
  // Both may have ended after the session was read and before its job was.
  const session =
    (job && !unfinished.includes(job.status) && found.outcome === null && (await again(found))) || found;
  const progress = counts.get(session.jobId) ?? none;
  const settled = progress.done + progress.failed + progress.skipped;
  const outcome = isTriedAgain(session, job) ? null : session.outcome;
  return {
    id: session._id,
    chatbotId: session.chatbotId,
    jobId: session.jobId,
    datasetIds: session.datasetIds,
    config: TrainingConfig.parse(session.config),
    status: outcome ?? statusOf(job),
    stage: outcome ? null : (job?.stage ?? null),
    progress: {
      ...progress,
      percentage: outcome === 'completed' ? 100 : Math.floor((settled / Math.max(1, progress.total)) * 100),
    },
    waiting: outcome ? null : (job?.waiting?.reason ?? null),
    metrics: session.metrics,
    comparison: session.comparison,
    fineTuning: presentFineTuning(session.fineTuning),
    warnings: session.warnings,
    error: outcome ? session.error : job?.status === 'failed' ? job.error : null,
    modelId: session.modelId,
    modelHash: session.modelHash,
    embeddingModel: session.embedding?.model ?? null,
    version: session.version,
    createdBy: session.createdBy,
    createdAt: session.createdAt.toISOString(),
    completedAt: session.completedAt?.toISOString() ?? null,
  };
}

const again = ({ organizationId, _id }: TrainingSessionDocument): Promise<TrainingSessionDocument | null> =>
  trainingSessionRepository.find(organizationId, _id);

/**
 * Whether a retry was asked for since the session ended: what it says of the time before no longer counts. The job of a
 * session that just ended may still say that it runs; it began before that end.
 */
export const isTriedAgain = (
  { outcome, completedAt }: Pick<TrainingSessionDocument, 'outcome' | 'completedAt'>,
  job: Pick<JobDocument, 'status' | 'startedAt'> | null,
): boolean =>
  (outcome === 'failed' || outcome === 'cancelled') &&
  job !== null &&
  unfinished.includes(job.status) &&
  (!job.startedAt || !completedAt || job.startedAt > completedAt);

/** A job that has ended while its session has not is about to say how. */
const statusOf = (job: JobDocument | null): TrainingStatus =>
  job &&
  (job.status === 'queued' ||
    job.status === 'paused' ||
    job.status === 'cancelled' ||
    job.status === 'failed')
    ? job.status
    : 'running';
