import type { FineTuning, TuningAccount, TuningCharges } from '../../../providers/index.js';
import type { TrainingSessionDocument } from '../sessions/training-session.model.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import { fileNameOf, sessionMetadata } from './tuning-names.js';
import { tuningNameOf, type TuningPart } from './tuning-examples.js';

const parts: TuningPart[] = ['training', 'held-out'];
const final = ['succeeded', 'failed', 'cancelled'];

/**
 * Cancels whatever the provider still trains for a session, also when its making was not heard of, and notes what it did
 * cost all the same; repeatable.
 */
export async function stopTuning(
  client: FineTuning,
  account: TuningAccount,
  charges: TuningCharges,
): Promise<void> {
  for (const { id, status } of await client.find(sessionMetadata(account.name))) {
    if (!final.includes(status)) await client.cancel(id);
    await charges.charge(account, await client.read(id));
  }
  await charges.end(account);
}

/** Removes the examples from the provider. */
export async function removeUploads(
  client: FineTuning,
  { _id, fineTuning }: Pick<TrainingSessionDocument, '_id' | 'fineTuning'>,
): Promise<void> {
  for (let attempt = fineTuning?.attempt ?? 1; attempt >= 1; attempt--)
    for (const part of parts) {
      const file = await client.findFile(fileNameOf(_id, attempt, part));
      if (file) await client.deleteFile(file);
    }
}

/** Removes the copies that a session worked on. */
export async function forgetTuningExamples({
  organizationId,
  _id,
}: Pick<TrainingSessionDocument, 'organizationId' | '_id'>): Promise<void> {
  for (const part of parts) await storedBytesRepository.delete(organizationId, tuningNameOf(_id, part));
}
