import type { BackupContext } from '../backup-context.js';
import type { BackupDocument } from '../backup.model.js';
import { backupRepository } from '../backup.repository.js';
import { removeFiles } from './remove-backup.js';

/** How often a backup is begun anew. */
const mostLost = 3;

/**
 * The database has forgotten the moment that a backup is of: what was written of it is thrown away, as documents of two moments
 * do not fit together. @throws Error when that happened too often
 */
export async function forgetSnapshot(
  { _id }: BackupDocument,
  { settings }: Pick<BackupContext, 'settings'>,
): Promise<void> {
  await removeFiles(_id, settings);
  const lost = await backupRepository.systemLoseSnapshot(_id);
  if (lost > mostLost) throw new SnapshotsTooShort();
}

/** Reading takes longer than the database keeps a snapshot. */
export class SnapshotsTooShort extends Error {
  override readonly name = 'SnapshotsTooShort';
  constructor() {
    super(
      'Reading the documents takes longer than MongoDB keeps a snapshot. Raise minSnapshotHistoryWindowInSeconds of the server (300 by default)',
    );
  }
}
