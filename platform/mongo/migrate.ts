import mongoose, { Schema } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';
import { defineModel } from './define-model.js';

/** A change of stored data; it may be interrupted and repeated at any point. */
export interface Migration {
  /** Ordered: `0001-name`. */
  id: string;
  up(): Promise<void>;
}

interface MigrationRecord {
  _id: string;
  appliedAt: Date;
}
interface LockRecord {
  _id: string;
  until: Date;
}

const MigrationModel = defineModel<MigrationRecord>(
  'Migration',
  new Schema<MigrationRecord>({ _id: String, appliedAt: Date }, { versionKey: false }),
  'migrations',
);
const LockModel = defineModel<LockRecord>(
  'MigrationLock',
  new Schema<LockRecord>({ _id: String, until: Date }, { versionKey: false }),
  'migrationLocks',
);

const leaseMs = 60_000;

/**
 * Brings the database up to date: pending migrations in order, then the indexes of every model. Processes that start
 * together wait for one another. @throws Error when the database was used by a newer version
 */
export async function migrate({
  migrations,
  logger,
}: {
  migrations: Migration[];
  logger: Logger;
}): Promise<void> {
  await withLease(async () => {
    const applied = new Set((await MigrationModel.find().lean().exec()).map(({ _id }) => _id));
    const known = new Set(migrations.map(({ id }) => id));
    const unknown = [...applied].filter((id) => !known.has(id));
    if (unknown.length > 0) {
      throw new Error(
        `The database was changed by a newer version (${unknown.join(', ')}); start that version or restore a backup`,
      );
    }
    for (const { id, up } of migrations.filter((migration) => !applied.has(migration.id))) {
      logger.info({ migration: id }, 'migrating');
      await up();
      await MigrationModel.create({ _id: id, appliedAt: new Date() });
    }
    for (const model of Object.values(mongoose.models)) {
      await model.createCollection();
      await model.createIndexes();
    }
  });
}

async function withLease(work: () => Promise<void>): Promise<void> {
  const until = () => new Date(Date.now() + leaseMs);
  for (;;) {
    const taken = await LockModel.findOneAndUpdate(
      { _id: 'migrate', until: { $lt: new Date() } },
      { $set: { until: until() } },
      { upsert: true, returnDocument: 'after' },
    ).catch((error: unknown) => {
      if ((error as { code?: number }).code === 11_000) return null;
      throw error;
    });
    if (taken) break;
    await sleep(200);
  }
  const renew = setInterval(
    () => void LockModel.updateOne({ _id: 'migrate' }, { $set: { until: until() } }).catch(() => undefined),
    leaseMs / 3,
  );
  try {
    await work();
  } finally {
    clearInterval(renew);
    await LockModel.updateOne({ _id: 'migrate' }, { $set: { until: new Date(0) } });
  }
}
