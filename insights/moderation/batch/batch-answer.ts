import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchResult, ModerateBatchAnswer } from '../../../contracts/ai/moderation-batch.contract.js';
import { jobRepository, type JobDocument } from '../../../jobs/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { batchRepository } from './batch.repository.js';

const longestMs = 60_000;
const pauseMs = { first: 25, longest: 250 };
const isOver = ({ status }: JobDocument): boolean => ['completed', 'failed', 'cancelled'].includes(status);

/**
 * Waits for a batch, a minute at most, and tells its results. @throws AppError SERVICE_UNAVAILABLE when it takes longer:
 * it goes on, and the same request with the same idempotency key finds it
 */
export async function awaitBatch(
  { organizationId, _id: jobId }: JobDocument,
  signal: AbortSignal,
): Promise<ModerateBatchAnswer> {
  const deadline = Date.now() + longestMs;
  for (let pause = pauseMs.first; ; pause = Math.min(pause * 2, pauseMs.longest)) {
    const job = await jobRepository.find(organizationId, jobId);
    if (job && isOver(job)) {
      if (job.status !== 'completed')
        throw new AppError('SERVER_ERROR', 'Batch moderation failed', {
          cause: new Error(job.error ?? job.status),
        });
      return answerOf(
        (await batchRepository.all(organizationId, jobId)).flatMap(({ result }) => result ?? []),
      );
    }
    if (Date.now() > deadline || signal.aborted)
      throw new AppError(
        'SERVICE_UNAVAILABLE',
        `The batch takes longer than a minute and goes on as job ${jobId}; its results are at /api/moderation/batch/jobs/${jobId}/results`,
        { retryAfter: 5 },
      );
    await sleep(pause);
  }
}

export function answerOf(results: BatchResult[]): ModerateBatchAnswer {
  const failed = results.filter(({ success }) => !success);
  const flagged = results.filter(({ analysis }) => analysis?.shouldFlag);
  const processingTime = results.reduce((sum, result) => sum + result.processingTime, 0);
  return {
    success: true,
    stats: {
      total: results.length,
      success: results.length - failed.length,
      failure: failed.length,
      flagged: flagged.length,
      highPriority: flagged.filter(({ analysis }) => ['high', 'critical'].includes(analysis?.priority ?? ''))
        .length,
      processingTime,
      avgProcessingTime: results.length === 0 ? 0 : Math.round((processingTime / results.length) * 10) / 10,
    },
    results,
    ...(failed.length > 0
      ? { errors: failed.map(({ contentId, error = 'failed' }) => `${contentId}: ${error}`) }
      : {}),
  };
}
