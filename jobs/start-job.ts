import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobInput, JobKind } from '../contracts/jobs.contract.js';
import type { Logger } from '../platform/logging/logger.js';
import { organizationRepository } from '../accounts/index.js';
import { briefly } from './briefly.js';
import { continueTrace } from '../platform/telemetry/traceparent.js';
import type { JobDocument } from './job.model.js';
import { jobRepository } from './job.repository.js';

export interface JobStarter {
  /** Hands a stored job to Temporal; safe to repeat. Resolves to the job with its run when that soon worked. */
  start(job: JobDocument): Promise<JobDocument>;
}

const organizationId = defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD);
const jobKind = defineSearchAttributeKey('JobKind', SearchAttributeType.KEYWORD);
const jobId = defineSearchAttributeKey('JobId', SearchAttributeType.KEYWORD);

/** A workflow is named as its kind of job, the way functions are: `user-deletion` is done by `userDeletion`. */
const workflowOf = (kind: JobKind): string =>
  kind.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A run tells its job the end some milliseconds before it closes; a retry may come in between. */
const closingMs = [0, 100, 300];

/**
 * A job is stored before it is started. When Temporal cannot be reached the job stays `startPending` and the sweep
 * starts it later; a second start of the same job joins the first.
 */
export function createJobStarter({
  temporal,
  taskQueue,
  logger,
}: {
  temporal: Client;
  taskQueue: string;
  logger: Logger;
}): JobStarter {
  /** The run that the workflow is in now: a new one, or the one that it was in already. */
  const startOrJoin = async (job: JobDocument): Promise<string> => {
    const fairnessWeight = await organizationRepository.priorityOf(job.organizationId);
    const handle = await temporal.withDeadline(Date.now() + 5_000, () =>
      temporal.workflow.start(workflowOf(job.kind), {
        args: [{ jobId: job._id } satisfies JobInput],
        workflowId: job.workflowId,
        taskQueue,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        // Where many tasks wait, Temporal hands them out by organisation; a server that cannot ignores it.
        priority: { fairnessKey: job.organizationId, fairnessWeight },
        typedSearchAttributes: [
          { key: organizationId, value: job.organizationId },
          { key: jobKind, value: job.kind },
          { key: jobId, value: job._id },
        ],
      }),
    );
    return handle.firstExecutionRunId;
  };
  const start = async (job: JobDocument): Promise<JobDocument> => {
    try {
      for (const pause of closingMs) {
        await sleep(pause);
        const runId = await continueTrace(job.traceparent, () => startOrJoin(job));
        if (runId === job.previousRunId) continue;
        await jobRepository.systemNoteStart(job._id, runId);
        return { ...job, startPending: false, runId };
      }
      logger.info({ jobId: job._id }, 'the run before is still closing; the sweep will start the next');
    } catch (error) {
      logger.warn({ err: error, jobId: job._id }, 'job not started yet; the sweep will');
    }
    return job;
  };
  return { start: async (job) => (await briefly(start(job))) ?? job };
}
