import type { Actor } from '../accounts/index.js';
import type { JobKind } from '../contracts/jobs.contract.js';
import { conflict, notFound } from '../platform/errors/app-error.js';
import type { JobDocument } from './job.model.js';
import { jobRepository } from './job.repository.js';

/** Jobs belong to the organisation: members read them, editors steer them. */
export const jobPolicy = {
  read: (actor: Actor, job: JobDocument): boolean => actor.isMemberOf(job.organizationId),
  assertChange: (actor: Actor, job: JobDocument): void => {
    if (actor.organizationId === job.organizationId) actor.requireMembership('editor');
  },
};

/** What must come to its end once it has begun. */
const unsteerable: JobKind[] = ['user-deletion'];

/** A job that this actor may cancel, pause, resume and retry. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
export async function requireSteerable(actor: Actor, jobId: string): Promise<JobDocument> {
  const job = await jobRepository.find(actor.organizationId, jobId);
  if (!job || !jobPolicy.read(actor, job)) throw notFound('Job');
  jobPolicy.assertChange(actor, job);
  if (unsteerable.includes(job.kind)) throw conflict('A deletion can be neither stopped nor repeated');
  return job;
}
