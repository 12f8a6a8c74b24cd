import { setTimeout as sleep } from 'node:timers/promises';
import { userRepository } from '../../accounts/index.js';
import {
  backupRepository,
  startBackup,
  type BackupDocument,
  type BackupSettings,
} from '../../backups/index.js';
import { countsOfJobs, jobRepository } from '../../jobs/index.js';

const pollMs = 300;

/**
 * Has the platform that runs make a backup, by a job in the first administrator's name, and waits for its end. The job goes on when this
 * command is ended. @throws AppError CONFLICT, or Error when there is no administrator
 */
export async function askPlatform(
  settings: BackupSettings,
  say: (line: string) => void,
): Promise<BackupDocument> {
  const administrator = await userRepository.systemFirstAdministrator();
  if (!administrator) throw new Error('No platform was ever started on this database.');
  const { _id, jobId } = await startBackup({
    actor: { userId: administrator._id, organizationId: administrator.organizationId },
    ...{ input: { note: 'npm run backup' }, settings },
    // Its queues start what is stored.
    starter: { start: async (job) => job },
  });
  say(`the platform makes the backup ${_id}`);
  for (let told = ''; ; await sleep(pollMs)) {
    const backup = await backupRepository.systemFindAny(_id);
    if (!backup) throw new Error('The backup was deleted while it was made.');
    if (backup.status !== 'running') return backup;
    const line = await progressOf(jobId ?? '');
    if (line !== told) say(line);
    told = line;
  }
}

async function progressOf(jobId: string): Promise<string> {
  const job = await jobRepository.systemFind(jobId);
  const { done, total } = (await countsOfJobs([jobId]))(jobId);
  return `${job?.status ?? 'gone'}: ${done} of ${total} parts`;
}
