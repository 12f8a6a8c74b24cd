import { createHash } from 'node:crypto';
import type { Actor } from '../../accounts/index.js';
import type { MakeDigest } from '../../contracts/ai/digest.contract.js';
import type { JobDocument, JobStarter } from '../../jobs/index.js';
import { derivedId, newId } from '../../platform/ids.js';
import { startDigest } from './start-digest.js';

interface Asked {
  actor: Actor;
  input: MakeDigest;
  starter: JobStarter;
  /** Who asks again with the same key gets the digest that is being made already. */
  idempotencyKey?: string;
}

/**
 * Stores messages and starts the job that makes their digest.
 * @throws AppError CONFLICT when the key was used for something else
 */
export async function createDigest({ actor, input, starter, idempotencyKey }: Asked): Promise<JobDocument> {
  const { organizationId, userId } = actor;
  const id = idempotencyKey ? derivedId(organizationId, userId, 'digest', idempotencyKey) : newId();
  const fingerprint = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const { channelId, options, messages } = input;
  const values = { _id: id, createdBy: userId, channelId, options, fingerprint };
  return startDigest({ organizationId, values, messages, starter });
}
