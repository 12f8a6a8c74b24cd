import type { Actor } from '../accounts/index.js';
import type { JobDocument } from './job.model.js';

/** Jobs belong to the organisation: members read them, editors steer them. */
export const jobPolicy = {
  read: (actor: Actor, job: JobDocument): boolean => actor.isMemberOf(job.organizationId),
  assertChange: (actor: Actor, job: JobDocument): void => {
    if (actor.organizationId === job.organizationId) actor.requireMembership('editor');
  },
};
