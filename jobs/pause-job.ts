import type { Client } from '@temporalio/client';
import type { Actor } from '../accounts/index.js';
import { conflict } from '../platform/errors/app-error.js';
import type { JobNotices } from './job-notices.js';
import type { JobDocument } from './job.model.js';
import { requireSteerable } from './job.policy.js';
import { jobRepository } from './job.repository.js';
import { tellWorkflow } from './tell-workflow.js';
import { briefly } from './briefly.js';

/**
 * Asks a job to rest; it reports `paused` when nothing of it is in hand any more. A repeat changes nothing. The wish
 * is stored first: activities look it up, and the sweep passes it on when Temporal does not answer.
 * @throws AppError NOT_FOUND, CONFLICT when it has ended or is being cancelled
 */
export async function pauseJob({
  actor,
  temporal,
  notices,
  jobId,
}: {
  actor: Actor;
  temporal: Client;
  notices: JobNotices;
  jobId: string;
}): Promise<JobDocument> {
  const job = await requireSteerable(actor, jobId);
  const asked = await jobRepository.askPause(actor.organizationId, jobId, new Date());
  if (!asked) {
    throw conflict(
      job.completedAt ? `The job has already ended (${job.status})` : 'The job is being cancelled',
    );
  }
  await notices.publish(jobId);
  await briefly(tellWorkflow(temporal, asked, 'pause'));
  return asked;
}
