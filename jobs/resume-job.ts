import type { Client } from '@temporalio/client';
import type { Actor } from '../accounts/index.js';
import { conflict } from '../platform/errors/app-error.js';
import { briefly } from './briefly.js';
import type { JobNotices } from './job-notices.js';
import type { JobDocument } from './job.model.js';
import { requireSteerable } from './job.policy.js';
import { jobRepository } from './job.repository.js';
import { tellWorkflow } from './tell-workflow.js';

/**
 * Lets a job go on where it stopped. As with a pause, the wish is stored before Temporal is told.
 * @throws AppError NOT_FOUND, CONFLICT when it is not paused
 */
export async function resumeJob({
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
  const asked = await jobRepository.askResume(actor.organizationId, jobId, new Date());
  if (!asked) {
    throw conflict(
      job.cancelRequestedAt && !job.completedAt
        ? 'The job is being cancelled'
        : `The job is not paused (${job.status})`,
    );
  }
  await notices.publish(jobId);
  await briefly(tellWorkflow(temporal, asked, 'resume'));
  return asked;
}
