import { Schema } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineModel } from './define-model.js';

interface LeaseRecord {
  _id: string;
  until: Date;
  holder: string | null;
}

/** The first thing that is ever written into a database: by it one is known as ours. */
export const LeaseModel = defineModel<LeaseRecord>(
  'MigrationLock',
  new Schema<LeaseRecord>(
    { _id: String, until: Date, holder: { type: String, default: null } },
    { versionKey: false },
  ),
  'migrationLocks',
);

/** The record by which a database is known as ours. */
export const markId = 'migrate';
const _id = markId;
const pollMs = 200;

/**
 * One process at a time; the others wait. What a killed process held is free again after `leaseMs`. The signal is aborted
 * when this one could not say in time that it lives, because another may then be at work.
 */
export async function withMigrationLease(
  leaseMs: number,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const holder = randomUUID();
  while (!(await take(holder, leaseMs))) await sleep(pollMs);
  const lost = new AbortController();
  let heldUntil = Date.now() + leaseMs;
  const renew = async (): Promise<void> => {
    const until = Date.now() + leaseMs;
    const renewed = await LeaseModel.updateOne({ _id, holder }, { $set: { until: new Date(until) } })
      .then(({ matchedCount }) => matchedCount === 1)
      .catch(() => null);
    if (renewed) heldUntil = until;
    // A database that is away for a moment is asked again, as long as nobody else may have begun.
    else if (renewed === false || heldUntil < Date.now()) lost.abort(new Error('another process took over'));
  };
  const timer = setInterval(() => void renew(), leaseMs / 3);
  try {
    await work(lost.signal);
  } finally {
    clearInterval(timer);
    await LeaseModel.updateOne({ _id, holder }, { $set: { until: new Date(0), holder: null } });
  }
}

async function take(holder: string, leaseMs: number): Promise<boolean> {
  const now = Date.now();
  const taken = await LeaseModel.findOneAndUpdate(
    { _id, until: { $lt: new Date(now) } },
    { $set: { until: new Date(now + leaseMs), holder } },
    { upsert: true, returnDocument: 'after' },
  ).catch((error: unknown) => {
    // Somebody holds it: the insert met their record.
    if ((error as { code?: number }).code === 11_000) return null;
    throw error;
  });
  return taken !== null;
}
