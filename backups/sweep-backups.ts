import type { BackupSettings } from './backup-context.js';
import { backupRepository } from './backup.repository.js';
import { endBackup } from './make/end-backup.js';
import { removeBackup } from './make/remove-backup.js';

/** The command line says that it lives every few seconds. */
const silentMs = 60_000;

/** Removes what is to be removed, and ends what a command line that was killed had begun; done by the workers, who have the files. */
export async function sweepBackups(settings: BackupSettings): Promise<void> {
  for (const { _id } of await backupRepository.systemAbandoned(new Date(Date.now() - silentMs)))
    await endBackup(_id, { status: 'failed', error: 'The command that made it was ended' }, settings);
  for (const { _id } of await backupRepository.systemToRemove()) await removeBackup(_id, settings);
}
