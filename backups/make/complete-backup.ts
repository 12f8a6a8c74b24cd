import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupResult } from '../../contracts/backups.contract.js';
import { recordAudit } from '../../accounts/index.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { version } from '../../platform/version.js';
import { requireBackupKey, type BackupContext } from '../backup-context.js';
import type { BackupDocument } from '../backup.model.js';
import { backupRepository } from '../backup.repository.js';
import { backupPartRepository } from '../backup-part.repository.js';
import { backupKeysOf } from '../format/backup-keys.js';
import { formatVersion, manifestText, writeManifest, type Manifest } from '../format/manifest.js';
import { removeBackup } from './remove-backup.js';
import { folderOf } from './write-part.js';

/** Makes written parts a backup, and removes the oldest beyond those that are kept; may be repeated. */
export async function completeBackup(
  { _id: id }: Pick<BackupDocument, '_id'>,
  { settings }: Pick<BackupContext, 'settings'>,
): Promise<BackupResult | null> {
  const backup = await backupRepository.systemFindAny(id);
  if (backup?.active && backup.snapshot) {
    const result = await finish(backup, settings);
    await backupRepository.systemEnd(id, { status: 'completed', result });
  }
  await backupPartRepository.systemDeleteOf(id);
  for (const { _id: old } of await backupRepository.systemBeyond(settings.keep)) {
    await withTransaction(async () => {
      if (!(await backupRepository.systemMarkDeleted(old))) return;
      await recordAudit({
        ...{ organizationId: null, actor: null, action: 'backup.deleted' },
        ...{ target: { type: 'backup', id: old }, details: { reason: 'retention' } },
      });
    });
    // Where this process ends before, a sweep removes the files of what is marked.
    await removeBackup(old, settings);
  }
  return (await backupRepository.systemFindAny(id))?.result ?? null;
}

async function finish(backup: BackupDocument, settings: BackupContext['settings']): Promise<BackupResult> {
  const { _id: id, snapshot, salt, migrations } = backup;
  const steps = await backupPartRepository.systemList(id);
  const unwritten = steps.filter(({ files }) => files === null).length;
  if (!snapshot || unwritten > 0) throw new Error(`${unwritten} parts of the backup are not written`);
  const keys = backupKeysOf(requireBackupKey(settings), salt);
  const missingOriginals = steps.reduce((sum, step) => sum + step.missingOriginals, 0);
  const parts = steps.flatMap(({ files }) => files ?? []);
  const madeAt = snapshot.at.toISOString();
  const manifest: Manifest = {
    ...{ format: 'chatbots-platform-backup', formatVersion, id, platformVersion: version, madeAt },
    ...{
      keyId: keys.id,
      salt,
      encryptionKeyId: settings.encryptionKeyId,
      migrations,
      missingOriginals,
      parts,
    },
  };
  const folder = folderOf(settings, id);
  await removeOthers(folder, new Set(parts.map(({ name }) => name)));
  const text = manifestText(manifest, keys);
  await writeManifest(folder, text);
  const sum = (count: (part: Manifest['parts'][number]) => number): number =>
    parts.reduce((total, part) => total + count(part), 0);
  return {
    ...{ bytes: sum(({ bytes }) => bytes), files: parts.length, documents: sum((part) => part.documents) },
    ...{ points: sum(({ points }) => points), originals: sum(({ originals }) => originals) },
    ...{ missingOriginals, madeAt, manifestSha256: sha256(text) },
  };
}

/** What who was lost left half written, or wrote although another had done it. */
async function removeOthers(folder: string, parts: Set<string>): Promise<void> {
  for (const name of await readdir(folder))
    if (!parts.has(name)) await rm(join(folder, name), { recursive: true, force: true });
}
