import { BackupModel } from './backup.model.js';

/** Makes the index that lets one backup be made at a time, on a database that an older version left. */
export async function prepareBackups(): Promise<void> {
  await BackupModel.createCollection();
  await BackupModel.createIndexes();
}
