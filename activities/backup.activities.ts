import { ApplicationFailure } from '@temporalio/activity';
import {
  backupPartRepository,
  backupRepository,
  completeBackup,
  endBackup,
  forgetSnapshot,
  planBackup,
  SnapshotLost,
  SnapshotsTooShort,
  writeBackupPart,
  type BackupContext,
  type BackupDocument,
} from '../backups/index.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { jobItemRepository, jobRepository, type JobDocument } from '../jobs/index.js';
import { errorMessage } from '../platform/errors/app-error.js';
import { beginJob, type Begun } from './begin-job.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWorkDependencies } from './work-on-job.js';

export interface BackupActivityDependencies extends JobWorkDependencies {
  backups: BackupContext;
}

/** No folder to write to, or no room in it: nothing comes of trying again. */
const finalCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR'];

function refusal(error: unknown): never {
  const isFinal =
    error instanceof SnapshotsTooShort || finalCodes.includes((error as NodeJS.ErrnoException).code ?? '');
  throw isFinal ? ApplicationFailure.nonRetryable(errorMessage(error), 'InvalidInput') : error;
}

const stages = { documents: 'writing documents', points: 'writing vectors', originals: 'writing originals' };

/** The activities of the backup workflow; each may be repeated without changing what it already did. */
export const createBackupActivities = ({ backups, ...working }: BackupActivityDependencies) => {
  const { run } = working;
  const { settings } = backups;
  const backupOf = async ({ _id }: JobDocument): Promise<BackupDocument> => {
    const backup = await backupRepository.systemOfJob(_id);
    if (backup?.active) return backup;
    throw ApplicationFailure.nonRetryable('There is no such backup any more', 'InvalidInput');
  };
  const end = async (jobId: string, how: Parameters<typeof endBackup>[1]): Promise<void> => {
    const backup = await backupRepository.systemOfJob(jobId);
    if (backup) await endBackup(backup._id, how, settings);
    await jobItemRepository.cancelAll(jobId, 'nothing of an unfinished backup is kept');
  };

  return {
    beginBackup: ({ jobId }: JobInput): Promise<Begun> =>
      beginJob(run, jobId, async (job, ref) => {
        await backupOf(job);
        if (!settings.key)
          throw ApplicationFailure.nonRetryable('The worker has no BACKUP_KEY', 'InvalidInput');
        await run.note(ref, { stage: 'planning' });
      }),

    /** Nothing when it is planned already. */
    async planBackupParts({ jobId }: JobInput): Promise<void> {
      await workOnJob(working, jobId, async ({ job, tellProgress }) => {
        const backup = await backupOf(job);
        if (backup.snapshot) return;
        const { organizationId, kind } = job;
        await planBackup(backup, backups, async (parts) => {
          if (!(await jobRepository.hold(organizationId, jobId))) throw new Error('the job has ended');
          const items = parts.map(({ _id: subjectId, title }) => ({ subjectId, title }));
          await jobItemRepository.replaceAll(organizationId, { jobId, kind }, items);
        });
        await tellProgress();
      });
    },

    /** `lost`: the parts are to be planned anew. */
    async writeNextPart({ jobId }: JobInput): Promise<{ claimed: number; lost: boolean }> {
      return workOnJob(working, jobId, async ({ job, ref, token, signal, tellProgress }) => {
        const backup = await backupOf(job);
        if (!backup.snapshot) return { claimed: 0, lost: true };
        const [item] = await jobItemRepository.claim(jobId, token, 1);
        if (!item) return { claimed: 0, lost: false };
        const part = await backupPartRepository.systemFind(item.subjectId);
        const kind = part?.sources[0]?.kind ?? 'documents';
        await run.note(ref, { stage: stages[kind === 'catalog' ? 'documents' : kind] });
        try {
          if (part) await writeBackupPart(backup, part, { context: backups, signal });
        } catch (error) {
          if (!(error instanceof SnapshotLost)) refusal(error);
          await forgetSnapshot(backup, backups).catch(refusal);
          return { claimed: 0, lost: true };
        }
        await jobItemRepository.settle(token, [{ id: item._id, status: 'done' }]);
        await tellProgress();
        return { claimed: 1, lost: false };
      });
    },

    async completeBackup({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const backup = (await run.find(ref)) ? await backupRepository.systemOfJob(jobId) : null;
        if (!backup) return run.counts(jobId);
        await run.note(ref, { stage: 'completing' });
        const result = await completeBackup(backup, backups).catch(refusal);
        return run.complete(ref, { backupId: backup._id, ...result });
      });
    },

    async cancelBackup({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await end(jobId, { status: 'cancelled' });
        return run.cancel(refOf(jobId));
      });
    },

    async failBackup({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await end(jobId, { status: 'failed', error: reason });
        return run.fail(refOf(jobId), reason);
      });
    },
  };
};
