import type { JobKind, JobPurpose } from '../contracts/jobs.contract.js';
import { newId } from '../platform/ids.js';
import { currentTraceparent } from '../platform/telemetry/traceparent.js';
import type { JobDocument } from './job.model.js';
import { jobItemRepository, type NewJobItem } from './job-item.repository.js';
import { jobRepository } from './job.repository.js';

const defaultDeadlineMs = 7 * 86_400_000;

export interface CreateJob {
  organizationId: string;
  createdBy: string;
  kind: JobKind;
  subject: { type: string; id: string };
  items: NewJobItem[];
  /** For work that may be begun twice: the same id makes the second a duplicate. */
  id?: string;
  /** What an ordinary kind of job is done for this time. */
  purpose?: JobPurpose;
  deadlineMs?: number;
}

/**
 * Stores a job, its items and the intent to start it. Call it inside the transaction that makes what the job works
 * on, and hand the result to `JobStarter.start` after that transaction.
 */
export async function createJob({
  organizationId,
  createdBy,
  kind,
  subject,
  items,
  id = newId(),
  purpose,
  deadlineMs,
}: CreateJob): Promise<JobDocument> {
  const job = await jobRepository.insert(organizationId, {
    _id: id,
    createdBy,
    kind,
    purpose: purpose ?? null,
    subject,
    workflowId: `${kind}-${id}`,
    traceparent: currentTraceparent(),
    deadlineAt: new Date(Date.now() + (deadlineMs ?? defaultDeadlineMs)),
  });
  await jobItemRepository.insertMany(organizationId, { jobId: id, kind }, items);
  return job;
}
