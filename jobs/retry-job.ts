import type { Actor } from '../accounts/index.js';
import { conflict } from '../platform/errors/app-error.js';
import { withTransaction } from '../platform/mongo/connection.js';
import { jobItemRepository } from './job-item.repository.js';
import type { JobDocument } from './job.model.js';
import { requireSteerable } from './job.policy.js';
import { jobRepository } from './job.repository.js';
import type { JobStarter } from './start-job.js';

const retriedDeadlineMs = 7 * 86_400_000;

/** Runs the failed items of an ended job again, under the same id. @throws AppError NOT_FOUND, CONFLICT when nothing failed or it still runs */
export async function retryJob({
  actor,
  starter,
  jobId,
  assertMayRetry = async () => undefined,
}: {
  actor: Actor;
  starter: JobStarter;
  jobId: string;
  /** What the room says that the job belongs to. */
  assertMayRetry?: (job: JobDocument) => Promise<void>;
}): Promise<JobDocument> {
  const job = await requireSteerable(actor, jobId);
  await assertMayRetry(job);
  const reopened = await withTransaction(async () => {
    const changed = await jobRepository.change(
      actor.organizationId,
      jobId,
      ['completed', 'failed', 'cancelled'],
      {
        status: 'queued',
        stage: null,
        error: null,
        result: null,
        waiting: null,
        startPending: true,
        // The old run may still be closing; what it says from now on is not about this attempt.
        runId: null,
        previousRunId: job.runId ?? job.previousRunId,
        startedAt: null,
        completedAt: null,
        cancelRequestedAt: null,
        pauseRequestedAt: null,
        pausedAt: null,
        pausedMs: 0,
        deadlineAt: new Date(Date.now() + retriedDeadlineMs),
      },
    );
    if (!changed) throw conflict('The job is still running');
    if ((await jobItemRepository.reopen(jobId)) === 0) throw conflict('The job has no failed items');
    return changed;
  });
  return starter.start(reopened);
}
