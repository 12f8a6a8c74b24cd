import mongoose from 'mongoose';
import { LeaseModel, markId } from './migration-lease.js';
import { halfRestored, notEmpty } from './unexpected-database.js';

const _id = 'restore';

/** Whether somebody began to restore a backup into this database and did not come to the end. */
export const isHalfRestored = async (): Promise<boolean> => (await LeaseModel.exists({ _id })) !== null;

/** Reads only. @throws UnexpectedDatabaseError when there is anything in the database */
export async function assertEmptyDatabase(): Promise<void> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('not connected');
  if (await isHalfRestored()) throw halfRestored(db.databaseName);
  const names = (await db.listCollections({}, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'));
  if (names.length > 0) throw notEmpty(db.databaseName, names.toSorted());
}

/** From here on nothing starts on this database until `endRestore`. */
export const beginRestore = async (): Promise<void> => {
  await LeaseModel.create({ _id, until: new Date(0) });
};

/** The database is whole, and one of ours. */
export async function endRestore(): Promise<void> {
  await LeaseModel.updateOne(
    { _id: markId },
    { $setOnInsert: { until: new Date(0), holder: null } },
    { upsert: true },
  );
  await LeaseModel.deleteOne({ _id });
}
