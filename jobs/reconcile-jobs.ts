import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Logger } from '../platform/logging/logger.js';
import type { JobDocument } from './job.model.js';
import { jobRepository } from './job.repository.js';
import type { JobStarter } from './start-job.js';
import { tellWorkflow } from './tell-workflow.js';

export interface ReconcileOptions {
  temporal: Client;
  starter: JobStarter;
  logger: Logger;
  /** Requests reach Temporal themselves; the sweep takes over after this many ms. */
  graceMs?: number;
  /** Jobs without a sign of life for this long are compared with Temporal. */
  silentMs?: number;
}

/** Starts, cancels, pauses and resumes what a crash left undone, and goes on with jobs whose workflow ended without saying so. */
export async function reconcileJobs(options: ReconcileOptions): Promise<void> {
  const { temporal, starter, graceMs = 3_000, silentMs = 60_000 } = options;
  const before = (ms: number) => new Date(Date.now() - ms);
  for (const job of await jobRepository.systemPendingStarts(before(graceMs))) await starter.start(job);
  for (const job of await jobRepository.systemToCancel(before(graceMs)))
    await tellWorkflow(temporal, job, 'cancel');
  for (const job of await jobRepository.systemToSteer(before(graceMs))) {
    await tellWorkflow(temporal, job, job.pauseRequestedAt ? 'pause' : 'resume');
    await jobRepository.systemTouch(job._id);
  }
  for (const job of await jobRepository.systemSilent(before(silentMs))) await compare(job, options);
}

/** The job's new run cleans up or goes on: only its activities know how. */
async function compare(job: JobDocument, { temporal, starter, logger }: ReconcileOptions): Promise<void> {
  const status = await statusOf(job, temporal);
  if (status === 'RUNNING' || status === 'PAUSED') return jobRepository.systemTouch(job._id);
  logger.warn({ jobId: job._id, workflow: status }, 'workflow ended without its job; starting it again');
  const wasStopped = status === 'TERMINATED' || status === 'CANCELLED';
  const waiting = await jobRepository.systemAwaitStart(job, {
    cancelRequestedAt: job.cancelRequestedAt ?? (wasStopped ? new Date() : null),
  });
  if (waiting) await starter.start(waiting);
}

async function statusOf(job: JobDocument, temporal: Client): Promise<string> {
  try {
    return (await temporal.workflow.getHandle(job.workflowId).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'GONE';
    throw error;
  }
}
