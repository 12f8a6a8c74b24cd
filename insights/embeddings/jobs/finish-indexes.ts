import type { JobDocument } from '../../../jobs/index.js';
import type { VectorStore } from '../../../platform/vectors/vector-store.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { scopeOf } from './job-scope.js';
import { collectionOfMessages } from './message-index.model.js';
import { messageIndexRepository } from './message-index.repository.js';

/** Brings the indexes that a job wrote into up to date; those that it made are searched from here on. */
export async function finishIndexes(job: JobDocument, vectors: VectorStore): Promise<void> {
  for (const index of await messageIndexRepository.systemBuiltBy(job._id)) {
    const { organizationId, building } = index;
    if (!building) continue;
    await vectors.optimize(collectionOfMessages(organizationId, building));
    const before = await messageIndexRepository.swap(organizationId, building);
    await unembeddedRepository.adoptBuilt(organizationId);
    if (before) await vectors.deleteCollection(collectionOfMessages(organizationId, before));
  }
  if (job.purpose === 'reindex') return;
  for (const index of await messageIndexRepository.systemAll(scopeOf(job).organizationId))
    await vectors.optimize(collectionOfMessages(index.organizationId, index));
}

/** The job is given up: what it made beside the indexes that are searched is thrown away. */
export async function abandonIndexes(jobId: string, vectors: VectorStore): Promise<void> {
  for (const { organizationId, building } of await messageIndexRepository.systemBuiltBy(jobId)) {
    await messageIndexRepository.abandon(organizationId, jobId);
    await unembeddedRepository.forgetBuilt(organizationId);
    if (building) await vectors.deleteCollection(collectionOfMessages(organizationId, building));
  }
}
