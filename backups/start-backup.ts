import { recordAudit, type Actor } from '../accounts/index.js';
import type { StartBackup } from '../contracts/backups.contract.js';
import { createJob, type JobStarter } from '../jobs/index.js';
import { newId } from '../platform/ids.js';
import { onDuplicate } from '../platform/mongo/duplicate-key.js';
import { withTransaction } from '../platform/mongo/connection.js';
import { requireBackupKey, type BackupSettings } from './backup-context.js';
import type { BackupDocument } from './backup.model.js';
import { backupRepository } from './backup.repository.js';
import { newSalt } from './format/backup-keys.js';

const anotherOne = { active: 'A backup is being made already; wait for it, or cancel its job' };

/**
 * Begins a backup of the whole installation as a job of the administrator's organisation. @throws AppError CONFLICT while another one is
 * made, SERVICE_UNAVAILABLE without a key
 */
export async function startBackup({
  actor,
  input: { note },
  settings,
  starter,
}: {
  /** Or the administrator in whose name the command line asks. */
  actor: Actor | { userId: string; organizationId: string };
  input: StartBackup;
  settings: BackupSettings;
  starter: JobStarter;
}): Promise<BackupDocument> {
  requireBackupKey(settings);
  const { userId: createdBy, organizationId } = actor;
  const { backup, job } = await onDuplicate(anotherOne, () =>
    withTransaction(async () => {
      const id = newId();
      const job = await createJob({
        ...{ organizationId, createdBy, kind: 'backup', items: [] },
        subject: { type: 'backup', id },
      });
      const values = { _id: id, jobId: job._id, createdBy, note: note ?? null };
      const backup = await backupRepository.systemInsert({ ...values, salt: newSalt(), aliveAt: null });
      await recordAudit({
        ...{ organizationId: null, actor, action: 'backup.requested' },
        ...{ target: { type: 'backup', id }, details: { jobId: job._id } },
      });
      return { backup, job };
    }),
  );
  await starter.start(job);
  return backup;
}

/** Begins one that the caller makes itself, without a worker. @throws AppError as above */
export async function openBackup(settings: BackupSettings): Promise<BackupDocument> {
  requireBackupKey(settings);
  return onDuplicate(anotherOne, () =>
    withTransaction(async () => {
      const id = newId();
      const backup = await backupRepository.systemInsert({
        ...{ _id: id, jobId: null, createdBy: null, note: null, salt: newSalt(), aliveAt: new Date() },
      });
      await recordAudit({
        ...{ organizationId: null, actor: null, action: 'backup.requested' },
        target: { type: 'backup', id },
      });
      return backup;
    }),
  );
}
