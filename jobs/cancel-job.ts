import type { Client } from '@temporalio/client';
import type { Actor } from '../accounts/index.js';
import { conflict } from '../platform/errors/app-error.js';
import { briefly } from './briefly.js';
import type { JobDocument } from './job.model.js';
import { requireSteerable } from './job.policy.js';
import { jobRepository, unfinished } from './job.repository.js';
import { tellWorkflow } from './tell-workflow.js';

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
  return askToCancel(await requireSteerable(actor, jobId), temporal);
}

/** The same for a job that somebody may cancel for a reason of his own. @throws AppError CONFLICT when it has ended */
export async function askToCancel(job: JobDocument, temporal: Client): Promise<JobDocument> {
  const asked = await jobRepository.change(job.organizationId, job._id, unfinished, {
    cancelRequestedAt: new Date(),
    stage: 'cancelling',
  });
  if (!asked) throw conflict(`The job has already ended (${job.status})`);
  await briefly(tellWorkflow(temporal, asked, 'cancel'));
  return asked;
}
