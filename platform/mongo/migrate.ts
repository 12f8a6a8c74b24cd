import mongoose, { Schema } from 'mongoose';
import type { Logger } from '../logging/logger.js';
import { defineModel } from './define-model.js';
import { isMigrationId, type Migration } from './migration.js';
import { LeaseModel, withMigrationLease } from './migration-lease.js';
import { isHalfRestored } from './restore-mark.js';
import { halfRestored, notOurs, writtenByNewerVersion } from './unexpected-database.js';

interface MigrationRecord {
  _id: string;
  /** Steps that are done; what began and has no date yet goes on with the next. */
  steps: string[];
  appliedAt: Date | null;
}

const MigrationModel = defineModel<MigrationRecord>(
  'Migration',
  new Schema<MigrationRecord>({ _id: String, steps: [String], appliedAt: Date }, { versionKey: false }),
  'migrations',
);

const defaultLeaseMs = 30_000;

/**
 * Brings the database up to date: pending migrations in order, step by step, then the indexes of every model. What a killed
 * process left half-way the next one finishes. Processes that start together wait for one another.
 * @throws UnexpectedDatabaseError, before anything is written, when a newer version or something else made it
 */
export async function migrate({
  migrations,
  logger,
  leaseMs = defaultLeaseMs,
}: {
  migrations: readonly Migration[];
  logger: Logger;
  leaseMs?: number;
}): Promise<void> {
  await assertExpectedDatabase(migrations);
  await withMigrationLease(leaseMs, async (signal) => {
    // Once more: the process before may have been a newer one.
    const records = await assertExpectedDatabase(migrations);
    for (const migration of migrations) {
      const record = records.get(migration.id);
      if (!record?.appliedAt) await apply(migration, { done: record?.steps ?? [], signal, logger });
    }
    for (const model of Object.values(mongoose.models)) {
      signal.throwIfAborted();
      await model.createCollection();
      await model.createIndexes();
    }
  });
}

async function apply(
  { id, steps }: Migration,
  { done, signal, logger }: { done: readonly string[]; signal: AbortSignal; logger: Logger },
): Promise<void> {
  logger.info({ migration: id, done }, done.length > 0 ? 'going on with a migration' : 'migrating');
  const note = (change: object) => MigrationModel.updateOne({ _id: id }, change, { upsert: true });
  // Noted before the first change: an older version must not start on a database that is half-way.
  await note({ $setOnInsert: { steps: [], appliedAt: null } });
  for (const { name, run } of steps.filter((step) => !done.includes(step.name))) {
    signal.throwIfAborted();
    await run(signal);
    signal.throwIfAborted();
    await note({ $addToSet: { steps: name } });
  }
  await note({ $set: { appliedAt: new Date() } });
}

/** Reads only. @returns what is recorded of migrations, by id */
export async function assertExpectedDatabase(
  migrations: readonly Migration[],
): Promise<Map<string, MigrationRecord>> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('not connected');
  if (await isHalfRestored()) throw halfRestored(db.databaseName);
  const collections = (await db.listCollections({}, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    // Of a first start in this very moment: the collection is there, its record not yet.
    .filter((name) => !name.startsWith('system.') && name !== LeaseModel.collection.name);
  const records = await MigrationModel.find().lean().exec();
  const hasOurMark = (await LeaseModel.exists({ _id: 'migrate' })) !== null;
  const isOurs = hasOurMark && records.every(({ _id }) => isMigrationId(_id));
  if (collections.length > 0 && !isOurs) throw notOurs(db.databaseName, collections.toSorted());
  const known = new Set(migrations.map(({ id }) => id));
  const unknown = records.map(({ _id }) => _id).filter((id) => !known.has(id));
  if (unknown.length > 0) throw writtenByNewerVersion(unknown.toSorted());
  return new Map(records.map((record) => [record._id, record]));
}
