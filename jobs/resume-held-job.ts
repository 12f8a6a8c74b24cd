import type { Client } from '@temporalio/client';
import { briefly } from './briefly.js';
import type { JobNotices } from './job-notices.js';
import type { JobDocument } from './job.model.js';
import { jobRepository } from './job.repository.js';
import { tellWorkflow } from './tell-workflow.js';

/** Lets a job go on that a budget put to rest, unless somebody has meanwhile paused it themselves. */
export async function resumeHeldJob({
  job,
  temporal,
  notices,
}: {
  job: JobDocument;
  temporal: Client;
  notices: JobNotices;
}): Promise<void> {
  const resumed = await jobRepository.resumeHeld(job.organizationId, job._id, new Date());
  if (!resumed) return;
  await notices.publish(job._id);
  await briefly(tellWorkflow(temporal, resumed, 'resume'));
}
