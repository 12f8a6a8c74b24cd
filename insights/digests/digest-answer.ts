import type { z } from 'zod';
import type { DigestAnswer } from '../../contracts/ai/digest.contract.js';
import type { JobDocument } from '../../jobs/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { digestRepository } from './digest.repository.js';

/** The digest that a job has made. @throws AppError when it has made none */
export async function digestAnswer({
  _id,
  organizationId,
  status,
}: Pick<JobDocument, '_id' | 'organizationId' | 'status'>): Promise<z.output<typeof DigestAnswer>> {
  const stored = await digestRepository.find(organizationId, _id);
  if (!stored?.digest || !stored.provider || !stored.costInfo) {
    if (status === 'cancelled') throw new AppError('CONFLICT', 'The digest was cancelled');
    throw new AppError('SERVER_ERROR', 'Summarization failed');
  }
  const { digest, provider, costInfo, jobId } = stored;
  return { success: true, digest, digestId: _id, jobId, provider, costInfo };
}
