import { userRepository } from '../../accounts/index.js';
import { restartUnfinishedJobs } from '../../jobs/index.js';
import { repairIndexesOf } from '../../knowledge/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { Logger } from '../../platform/logging/logger.js';
import { migrate } from '../../platform/mongo/migrate.js';
import type { Migration } from '../../platform/mongo/migration.js';
import { assertEmptyDatabase, beginRestore, endRestore } from '../../platform/mongo/restore-mark.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { BackupError } from '../format/backup-error.js';
import { readManifest, type Manifest } from '../format/manifest.js';
import { database } from '../make/snapshot.js';
import { compareContents, type ComparedRow } from './compare-contents.js';
import {
  keyOf,
  verifyBackup,
  type BackupContents,
  type CatalogEntry,
  type OpenBackup,
} from './verify-backup.js';
import { writeContents } from './write-contents.js';

export interface OpenOptions {
  /** Of the backup: the one that holds its manifest. */
  folder: string;
  /** BACKUP_KEY. */
  secret: Buffer;
  /** Of the keys that will open the secrets in it. */
  encryptionKeyIds: readonly string[];
  migrations: readonly Migration[];
}

export interface RestoreOptions {
  migrations: readonly Migration[];
  vectors: VectorStore;
  blobs: BlobStore;
  scratchDir: string;
  logger: Logger;
  say: (line: string) => void;
}

export interface RestoreReport {
  rows: ComparedRow[];
  isSame: boolean;
  madeAt: string;
  missingOriginals: number;
  /** Unfinished jobs that go on when the platform starts. */
  jobs: number;
  /** Knowledge bases whose vectors are not all there and are made anew when the platform starts. */
  reindexed: number;
}

/** Reads the manifest alone. @throws BackupError when it cannot be restored here */
export async function openBackupIn({ folder, secret, ...options }: OpenOptions): Promise<OpenBackup> {
  const backup = { folder, ...(await readManifest(folder, secret)) };
  assertFits(backup.manifest, options);
  return backup;
}

/**
 * Restores a backup into an empty database, vector store and blob store. Everything is read once before anything is written, and once
 * afterwards to compare. @throws BackupError, UnexpectedDatabaseError, before anything was written
 */
export async function restoreBackup(backup: OpenBackup, options: RestoreOptions): Promise<RestoreReport> {
  const { vectors, say } = options;
  await assertEmptyDatabase();
  say(`the backup ${backup.manifest.id} is of ${backup.manifest.madeAt}; checking it`);
  const contents = await verifyBackup(backup);
  await assertNoPoints(contents, vectors);
  say('everything in it is as it was written; restoring it');
  await beginRestore();
  for (const { name, options: created } of contents.catalog) await database().createCollection(name, created);
  const { originals } = await writeContents(backup, options);
  say('comparing');
  const rows = await compareContents(contents, { vectors, writtenOriginals: originals });
  const isSame = rows.every((row) => row.isSame);
  const { madeAt, missingOriginals } = backup.manifest;
  const report = { rows, isSame, madeAt, missingOriginals, jobs: 0, reindexed: 0 };
  // Left as it is, and refused by every start.
  if (!isSame) return report;
  for (const entry of contents.catalog) await createIndexes(entry);
  const jobs = await restartUnfinishedJobs();
  for (const { collection } of contents.points.values()) await vectors.optimize(collection);
  await endRestore();
  await migrate(options);
  const administrator = await userRepository.systemFirstAdministrator();
  const createdBy = administrator?._id ?? 'system';
  return { ...report, jobs, reindexed: await repairIndexesOf(vectors, { createdBy }) };
}

/** @throws BackupError when this version, or this installation's key, cannot read what is in it */
function assertFits(
  { migrations, encryptionKeyId, platformVersion }: Manifest,
  { migrations: known, encryptionKeyIds }: Pick<OpenOptions, 'migrations' | 'encryptionKeyIds'>,
): void {
  const ids = new Set(known.map(({ id }) => id));
  const unknown = migrations.filter((id) => !ids.has(id));
  if (unknown.length > 0)
    throw new BackupError(
      `The backup was made by version ${platformVersion}, which is newer (${unknown.join(', ')}). Restore it with that version.`,
    );
  if (!encryptionKeyIds.includes(encryptionKeyId))
    throw new BackupError(
      'The secrets in the backup were sealed with another ENCRYPTION_KEY. Set ENCRYPTION_KEY to the one of the installation that was backed up, or add it to ENCRYPTION_KEY_FORMER.',
    );
}

/** A vector server may have points of an installation of before. */
async function assertNoPoints({ points }: BackupContents, vectors: VectorStore): Promise<void> {
  for (const { collection } of points.values())
    if ((await vectors.count(collection)) > 0)
      throw new BackupError(
        `${vectors.engine} has vectors of ${keyOf(collection)} already. Restore into an empty one: another QDRANT_PREFIX, or another data folder.`,
      );
}

async function createIndexes({ name, indexes }: CatalogEntry): Promise<void> {
  const wanted = indexes
    .filter(({ name: index }) => index !== '_id_')
    .map(({ v: _version, ns: _namespace, ...index }) => index);
  if (wanted.length > 0)
    await database()
      .collection(name)
      .createIndexes(wanted as never);
}
