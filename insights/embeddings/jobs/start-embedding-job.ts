import { userRepository, type Actor } from '../../../accounts/index.js';
import type { StartEmbeddingJob } from '../../../contracts/ai/embedding-jobs.contract.js';
import { createJob, type JobDocument, type JobStarter } from '../../../jobs/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { installation } from './job-scope.js';

/**
 * Starts embedding stored messages: those of all organisations, or what the named user may see. @throws AppError NOT_FOUND
 * for an unknown user
 */
export async function startEmbeddingJob({
  actor,
  starter,
  input: { type, userId },
}: {
  actor: Actor;
  starter: JobStarter;
  input: StartEmbeddingJob;
}): Promise<JobDocument> {
  const runAs = userId === undefined || userId === actor.userId ? actor : await userOf(userId);
  const job = await withTransaction(() =>
    createJob({
      ...{ organizationId: runAs.organizationId, createdBy: runAs.userId, kind: 'embeddings' },
      ...{ purpose: type, items: [] },
      subject: { type: 'messages', id: runAs.role === 'admin' ? installation : runAs.organizationId },
    }),
  );
  return starter.start(job);
}

async function userOf(userId: string) {
  const user = await userRepository.systemFind(userId);
  if (!user) throw notFound('User');
  const { role, organizationId } = user;
  return { userId, role, organizationId };
}
