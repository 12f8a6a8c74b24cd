import { rm } from 'node:fs/promises';
import type { BackupSettings } from '../backup-context.js';
import { backupRepository } from '../backup.repository.js';
import { backupPartRepository } from '../backup-part.repository.js';
import { folderOf } from './write-part.js';

/** Removes the files of a backup. */
export const removeFiles = (id: string, settings: BackupSettings): Promise<void> =>
  rm(folderOf(settings, id), { recursive: true, force: true });

/** Removes a backup that nobody makes any more, with its files. */
export async function removeBackup(id: string, settings: BackupSettings): Promise<void> {
  await removeFiles(id, settings);
  await backupPartRepository.systemDeleteOf(id);
  await backupRepository.systemDelete(id);
}
