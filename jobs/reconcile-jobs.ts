import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Logger } from '../platform/logging/logger.js';
import type { JobDocument } from './job.model.js';
import type { JobRun } from './run-job.js';
import { jobRepository } from './job.repository.js';
import type { JobStarter } from './start-job.js';

export interface ReconcileOptions {
  temporal: Client;
  starter: JobStarter;
  run: JobRun;
  logger: Logger;
  /** Requests start their jobs themselves; the sweep takes over after this many ms. */
  startGraceMs?: number;
  /** Jobs without a sign of life for this long are compared with Temporal. */
  silentMs?: number;
}

/** Starts what a crash left unstarted, and ends or restarts jobs whose workflow ended without saying so. */
export async function reconcileJobs(options: ReconcileOptions): Promise<void> {
  const { starter, startGraceMs = 3_000, silentMs = 60_000 } = options;
  for (const job of await jobRepository.systemPendingStarts(new Date(Date.now() - startGraceMs)))
    await starter.start(job);
  for (const job of await jobRepository.systemSilent(new Date(Date.now() - silentMs)))
    await compare(job, options);
}

async function compare(
  job: JobDocument,
  { temporal, starter, run, logger }: ReconcileOptions,
): Promise<void> {
  try {
    const { status } = await temporal.workflow.getHandle(job.workflowId).describe();
    if (status.name === 'RUNNING') return await jobRepository.systemTouch(job._id);
    logger.warn({ jobId: job._id, workflow: status.name }, 'workflow ended without its job');
    if (status.name === 'CANCELLED' || status.name === 'TERMINATED') await run.cancel(job._id);
    else await run.fail(job._id, `The workflow ended unexpectedly (${status.name.toLowerCase()})`);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    logger.warn({ jobId: job._id }, 'workflow is gone; starting the job again');
    await starter.start(job);
  }
}
