import type { Backup } from '../contracts/backups.contract.js';
import type { BackupDocument } from './backup.model.js';

export const presentBackup = (backup: BackupDocument): Backup => ({
  id: backup._id,
  jobId: backup.jobId,
  status: backup.status,
  note: backup.note,
  error: backup.error,
  result: backup.result,
  createdAt: backup.createdAt.toISOString(),
  completedAt: backup.completedAt?.toISOString() ?? null,
});
