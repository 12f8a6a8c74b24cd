import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Actor } from '../accounts/index.js';
import { AppError, conflict, notFound } from '../platform/errors/app-error.js';
import type { JobDocument } from './job.model.js';
import { jobPolicy } from './job.policy.js';
import { jobRepository, unfinished } from './job.repository.js';

/**
 * Asks a job to stop; its workflow cleans up and then reports `cancelled`.
 * @throws AppError NOT_FOUND, CONFLICT when it has ended, SERVICE_UNAVAILABLE when Temporal does not answer
 */
export async function cancelJob({
  actor,
  temporal,
  jobId,
}: {
  actor: Actor;
  temporal: Client;
  jobId: string;
}): Promise<JobDocument> {
  const job = await jobRepository.find(actor.organizationId, jobId);
  if (!job || !jobPolicy.read(actor, job)) throw notFound('Job');
  jobPolicy.assertChange(actor, job);
  const asked = await jobRepository.change(actor.organizationId, jobId, unfinished, {
    cancelRequestedAt: new Date(),
    stage: 'cancelling',
  });
  if (!asked) throw conflict(`The job has already ended (${job.status})`);
  try {
    await temporal.withDeadline(Date.now() + 5_000, () =>
      temporal.workflow.getHandle(job.workflowId).cancel(),
    );
  } catch (error) {
    // Not started yet: the workflow sees the request when it begins.
    if (!(error instanceof WorkflowNotFoundError)) {
      throw new AppError('SERVICE_UNAVAILABLE', 'The workflow service does not answer; try again soon', {
        cause: error,
        retryAfter: 5,
      });
    }
  }
  return asked;
}
