import type { BackupSettings } from '../backup-context.js';
import { backupRepository } from '../backup.repository.js';
import { backupPartRepository } from '../backup-part.repository.js';
import { removeFiles } from './remove-backup.js';

/** Ends one that did not become a backup: half of one is of no use to anybody, so nothing of it stays. May be repeated. */
export async function endBackup(
  id: string,
  { status, error }: { status: 'failed' | 'cancelled'; error?: string },
  settings: BackupSettings,
): Promise<void> {
  const backup = await backupRepository.systemFindAny(id);
  if (!backup || backup.status === 'completed') return;
  await removeFiles(id, settings);
  await backupPartRepository.systemDeleteOf(id);
  await backupRepository.systemEnd(id, { status, ...(error === undefined ? {} : { error }) });
}
