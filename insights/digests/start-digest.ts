import { createJob, jobRepository, type JobDocument, type JobStarter } from '../../jobs/index.js';
import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key.js';
import { digestRepository, type NewDigest } from './digest.repository.js';

export interface StartDigest {
  organizationId: string;
  /** The same id makes the second a repeat. Its job has the same one. */
  values: Omit<NewDigest, 'jobId'>;
  /** `null` for those that are stored already. */
  messages: AiMessage[] | null;
  starter: JobStarter;
}

/**
 * Stores what a digest is to be made of and starts its job; a repeat gives the job of the first.
 * @throws AppError CONFLICT when there is a digest of something else by that id
 */
export async function startDigest({
  organizationId,
  values,
  messages,
  starter,
}: StartDigest): Promise<JobDocument> {
  const { _id: id, createdBy, channelId, fingerprint } = values;
  try {
    const job = await withTransaction(async () => {
      await digestRepository.insert(organizationId, { ...values, jobId: id }, messages);
      return createJob({
        ...{ id, organizationId, createdBy, kind: 'digest' },
        subject: { type: 'channel', id: channelId },
        items: [{ subjectId: id, title: channelId }],
      });
    });
    return await starter.start(job);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return join(organizationId, id, fingerprint);
  }
}

/** The job of the first request. */
async function join(organizationId: string, id: string, fingerprint: string): Promise<JobDocument> {
  const [digest, job] = await Promise.all([
    digestRepository.find(organizationId, id),
    jobRepository.find(organizationId, id),
  ]);
  if (!digest || !job) throw new Error('a digest was there a moment ago');
  if (digest.fingerprint !== fingerprint)
    throw new AppError('CONFLICT', 'This Idempotency-Key was used for a different request');
  return job;
}
