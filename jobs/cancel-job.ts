import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Actor } from '../accounts/index.js';
import { conflict, notFound } from '../platform/errors/app-error.js';
import type { JobDocument } from './job.model.js';
import { jobPolicy } from './job.policy.js';
import { jobRepository, unfinished } from './job.repository.js';

/**
 * Asks a job to stop; its workflow cleans up and then reports `cancelled`. The wish is stored first: when Temporal
 * does not answer, the sweep passes it on. @throws AppError NOT_FOUND, CONFLICT when it has ended
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
  await requestCancel(temporal, asked).catch(() => undefined);
  return asked;
}

/** Tells the workflow of a job to stop; safe to repeat. @throws Error when Temporal does not answer */
export async function requestCancel(temporal: Client, { workflowId }: JobDocument): Promise<void> {
  try {
    await temporal.withDeadline(Date.now() + 5_000, () => temporal.workflow.getHandle(workflowId).cancel());
  } catch (error) {
    // Not started yet: the workflow sees the wish when it begins.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
