import { AppError } from '../../platform/errors/app-error.js';
import type { Presence } from '../../platform/redis/presence.js';
import { IdempotencyModel } from './idempotency.model.js';

const keptMs = 24 * 3_600_000;
const lockMs = 120_000;

export interface StoredAnswer {
  status: number;
  body: unknown;
}

export type Reservation =
  | {
      kind: 'first';
      /** Says where the answer that is being made can be followed; never fails. */
      locate(location: string): Promise<void>;
      keep(answer: StoredAnswer): Promise<void>;
      release(): Promise<void>;
    }
  | { kind: 'repeat'; answer: StoredAnswer };

/** The first request with this key is still running; its answer may be followed meanwhile. */
export class RequestInProgress extends AppError {
  constructor(readonly location?: string) {
    super('CONFLICT', 'A request with this Idempotency-Key is in progress', { retryAfter: 1 });
  }
}

/**
 * Claims an idempotency key for one request. A finished request's answer is returned for 24 hours.
 * One whose process died may be run again as soon as that is certain, at the latest when its lock ends.
 * @throws AppError CONFLICT when the key was used for another request or the first one is still running.
 */
export async function reserve(
  {
    id,
    fingerprint,
    organizationId = null,
  }: { id: string; fingerprint: string; organizationId?: string | null },
  process?: Presence & { id: string },
): Promise<Reservation> {
  const now = Date.now();
  const claim = {
    fingerprint,
    organizationId,
    state: 'running' as const,
    lockedUntil: new Date(now + lockMs),
    ...(process ? { processId: process.id } : {}),
    expiresAt: new Date(now + keptMs),
  };
  const inserted = await IdempotencyModel.updateOne({ _id: id }, { $setOnInsert: claim }, { upsert: true });
  if (inserted.upsertedCount === 1) return first(id);
  const existing = await IdempotencyModel.findById(id).lean().exec();
  if (!existing) return reserve({ id, fingerprint, organizationId }, process);
  if (existing.fingerprint !== fingerprint) {
    throw new AppError('CONFLICT', 'This Idempotency-Key was used for a different request');
  }
  if (existing.state === 'done') {
    return { kind: 'repeat', answer: { status: existing.status ?? 200, body: existing.body } };
  }
  const { processId, lockedUntil } = existing;
  const isAbandoned =
    lockedUntil.getTime() < now || (processId !== undefined && (await process?.isGone(processId)) === true);
  if (isAbandoned) {
    const takenOver = await IdempotencyModel.updateOne(
      { _id: id, state: 'running', lockedUntil },
      {
        $set: { lockedUntil: claim.lockedUntil, ...(process ? { processId: process.id } : {}) },
        $unset: { location: 1 },
      },
    );
    if (takenOver.modifiedCount === 1) return first(id);
  }
  throw new RequestInProgress(existing.location);
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
    locate: async (location) => {
      await IdempotencyModel.updateOne({ _id: id, state: 'running' }, { $set: { location } }).catch(
        () => undefined,
      );
    },
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
