import { setInterval } from 'node:timers';
import { errorMessage } from '../../platform/errors/app-error.js';
import type { BackupContext } from '../backup-context.js';
import type { BackupDocument } from '../backup.model.js';
import { backupRepository } from '../backup.repository.js';
import { backupPartRepository } from '../backup-part.repository.js';
import { openBackup } from '../start-backup.js';
import { sweepBackups } from '../sweep-backups.js';
import { completeBackup } from './complete-backup.js';
import { endBackup } from './end-backup.js';
import { planBackup } from './plan-backup.js';
import { forgetSnapshot } from './replan-backup.js';
import { SnapshotLost } from './snapshot.js';
import { writeBackupPart } from './write-part.js';

const aliveMs = 5_000;

/**
 * Makes a whole backup in this process, for an installation of which nothing else runs. What is interrupted is thrown away.
 * @throws AppError CONFLICT, SERVICE_UNAVAILABLE
 */
export async function makeBackup(
  context: BackupContext,
  { onProgress, signal }: { onProgress: (done: number, total: number) => void; signal: AbortSignal },
): Promise<BackupDocument> {
  const { settings } = context;
  await sweepBackups(settings);
  const { _id } = await openBackup(settings);
  const alive = setInterval(() => void backupRepository.systemAlive(_id).catch(() => undefined), aliveMs);
  try {
    while (!(await writeAll(_id, { context, onProgress, signal })));
    await completeBackup({ _id }, context);
  } catch (error) {
    const status = signal.aborted ? 'cancelled' : 'failed';
    await endBackup(_id, { status, error: errorMessage(error) }, settings);
    throw error;
  } finally {
    clearInterval(alive);
  }
  return current(_id);
}

async function current(id: string): Promise<BackupDocument> {
  const backup = await backupRepository.systemFindAny(id);
  if (!backup) throw new Error('the backup was deleted while it was made');
  return backup;
}

/** False when the snapshot was lost. */
async function writeAll(
  id: string,
  { context, onProgress, signal }: { context: BackupContext } & Parameters<typeof makeBackup>[1],
): Promise<boolean> {
  const { length: total } = await planBackup(await current(id), context);
  const backup = await current(id);
  try {
    for (let done = 0; ; done++) {
      onProgress(done, total);
      const part = await backupPartRepository.systemNext(id);
      if (!part) return true;
      await writeBackupPart(backup, part, { context, signal });
    }
  } catch (error) {
    if (!(error instanceof SnapshotLost)) throw error;
    await forgetSnapshot(backup, context);
    return false;
  }
}
