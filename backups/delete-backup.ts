import type { Client } from '@temporalio/client';
import { recordAudit, type Actor } from '../accounts/index.js';
import { askToCancel, jobRepository, type JobDocument } from '../jobs/index.js';
import { AppError, conflict, notFound } from '../platform/errors/app-error.js';
import { withTransaction } from '../platform/mongo/connection.js';
import type { BackupDocument } from './backup.model.js';
import { backupRepository } from './backup.repository.js';

/** @throws AppError NOT_FOUND */
export async function readBackup(id: string): Promise<BackupDocument> {
  const backup = await backupRepository.systemFind(id);
  if (!backup) throw notFound('Backup');
  return backup;
}

/**
 * Removes a backup; one that is being made is cancelled. It is gone at once for who asks, its files as soon as a worker has removed
 * them. @throws AppError NOT_FOUND
 */
export async function deleteBackup({
  actor,
  id,
  temporal,
}: {
  actor: Actor;
  id: string;
  temporal: Client;
}): Promise<void> {
  const backup = await withTransaction(async () => {
    const marked = await backupRepository.systemMarkDeleted(id);
    if (!marked) throw notFound('Backup');
    await recordAudit({
      ...{ organizationId: null, actor, action: 'backup.deleted' },
      target: { type: 'backup', id },
    });
    return marked;
  });
  const job = backup.active && backup.jobId ? await jobRepository.systemFind(backup.jobId) : null;
  if (!job) return;
  await askToCancel(job, temporal).catch((error: unknown) => {
    // It has ended in this very moment.
    if (!(error instanceof AppError && error.code === 'CONFLICT')) throw error;
  });
}

/** A backup that failed is of another moment: another one is begun instead. @throws AppError CONFLICT for the job of one */
export function assertNoBackup({ kind }: JobDocument): void {
  if (kind === 'backup') throw conflict('A backup is not tried again; start another one');
}
