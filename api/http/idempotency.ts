import { AppError } from '../../platform/errors/app-error.js';
import { IdempotencyModel } from './idempotency.model.js';

const keptMs = 24 * 3_600_000;
const lockMs = 120_000;

export interface StoredAnswer {
  status: number;
  body: unknown;
}

export type Reservation =
  | { kind: 'first'; keep(answer: StoredAnswer): Promise<void>; release(): Promise<void> }
  | { kind: 'repeat'; answer: StoredAnswer };

/**
 * Claims an idempotency key for one request. A finished request's answer is returned for 24 hours.
 * @throws AppError CONFLICT when the key was used for another request or the first one is still running.
 */
export async function reserve({
  id,
  fingerprint,
}: {
  id: string;
  fingerprint: string;
}): Promise<Reservation> {
  const now = Date.now();
  const claim = {
    fingerprint,
    state: 'running' as const,
    lockedUntil: new Date(now + lockMs),
    expiresAt: new Date(now + keptMs),
  };
  const inserted = await IdempotencyModel.updateOne({ _id: id }, { $setOnInsert: claim }, { upsert: true });
  if (inserted.upsertedCount === 1) return first(id);
  const existing = await IdempotencyModel.findById(id).lean().exec();
  if (!existing) return reserve({ id, fingerprint });
  if (existing.fingerprint !== fingerprint) {
    throw new AppError('CONFLICT', 'This Idempotency-Key was used for a different request');
  }
  if (existing.state === 'done') {
    return { kind: 'repeat', answer: { status: existing.status ?? 200, body: existing.body } };
  }
  const takenOver = await IdempotencyModel.updateOne(
    { _id: id, state: 'running', lockedUntil: { $lt: new Date(now), $eq: existing.lockedUntil } },
    { $set: { lockedUntil: claim.lockedUntil } },
  );
  if (takenOver.modifiedCount === 1) return first(id);
  throw new AppError('CONFLICT', 'A request with this Idempotency-Key is in progress', { retryAfter: 1 });
}

function first(id: string): Reservation {
  // An answer may take longer than the lock, which is short so that a dead process does not hold it for long.
  const renewal = setInterval(() => {
    const lockedUntil = new Date(Date.now() + lockMs);
    IdempotencyModel.updateOne({ _id: id, state: 'running' }, { $set: { lockedUntil } }).catch(
      () => undefined,
    );
  }, lockMs / 4);
  renewal.unref();
  return {
    kind: 'first',
    keep: async ({ status, body }) => {
      clearInterval(renewal);
      await IdempotencyModel.updateOne({ _id: id }, { $set: { state: 'done', status, body } });
    },
    // A failed request has changed nothing: the caller may try again with the same key.
    release: async () => {
      clearInterval(renewal);
      await IdempotencyModel.deleteOne({ _id: id, state: 'running' });
    },
  };
}
