import { newId } from '../platform/ids.js';
import { createJob } from './create-job.js';
import type { JobNotices } from './job-notices.js';
import type { JobDocument } from './job.model.js';
import { jobRepository } from './job.repository.js';

export const silentNotices: JobNotices = { publish: async () => undefined, subscribe: () => () => undefined };

/** A stored job over a number of things that are not there. */
export const storedJob = (items = 3): Promise<JobDocument> =>
  createJob({
    organizationId: newId(),
    createdBy: newId(),
    kind: 'ingest',
    subject: { type: 'knowledge-base', id: newId() },
    items: Array.from({ length: items }, (_, n) => ({ subjectId: newId(), title: `Item ${n}` })),
  });

/** The job as it is stored now. */
export async function reread({ _id }: JobDocument): Promise<JobDocument> {
  const job = await jobRepository.systemFind(_id);
  if (!job) throw new Error('the job is gone');
  return job;
}
