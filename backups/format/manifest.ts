import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile, rename, open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error.js';
import { backupKeysOf, type BackupKeys } from './backup-keys.js';

export const formatVersion = 1;
const fileName = 'manifest.json';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);

/** One file of a backup. */
export const ManifestPart = z.strictObject({
  /** Of the file, in the backup's folder. */
  name: z.string().regex(/^p\d{5}(-\d+)?\.[0-9a-f]{8}\.part$/),
  /** Of the file as it is stored. */
  bytes: Count,
  sha256: Digest,
  /** Of what is packed and encrypted in it. */
  contentBytes: Count,
  contentSha256: Digest,
  documents: Count,
  points: Count,
  originals: Count,
});
export type ManifestPart = z.output<typeof ManifestPart>;

const Contents = z.strictObject({
  format: z.literal('chatbots-platform-backup'),
  formatVersion: z.int(),
  id: z.string().regex(/^[0-9a-f]{24}$/),
  platformVersion: z.string(),
  /** The moment that the documents are of. */
  madeAt: z.iso.datetime(),
  keyId: z.string(),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** Tells which ENCRYPTION_KEY sealed the secrets in the documents. */
  encryptionKeyId: z.string(),
  /** Of the database that was backed up. */
  migrations: z.array(z.string()),
  /** Originals that had been deleted when their turn came. */
  missingOriginals: Count,
  parts: z.array(ManifestPart),
});
export type Manifest = z.output<typeof Contents>;

const StoredManifest = Contents.extend({ mac: Digest });
/** What is read before anything else, of whichever version. */
const Header = z.looseObject({ format: z.literal('chatbots-platform-backup'), formatVersion: z.int() });

/** Over the fields in the order of the schema, whatever their order in the file. */
const macOf = (manifest: Manifest, keys: BackupKeys): Buffer =>
  createHmac('sha256', keys.manifest)
    .update(JSON.stringify(Contents.parse(manifest)))
    .digest();

export const manifestText = (manifest: Manifest, keys: BackupKeys): string =>
  `${JSON.stringify({ ...Contents.parse(manifest), mac: macOf(manifest, keys).toString('hex') }, null, 1)}\n`;

/** Makes a folder of parts a backup: it is the last file that is written, and written whole. */
export async function writeManifest(folder: string, text: string): Promise<void> {
  const temporary = join(folder, `${fileName}.tmp`);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, fileName));
}

/** @throws BackupError when there is none, or when it is of a newer version, of another key, or not as it was written */
export async function readManifest(
  folder: string,
  secret: Buffer,
): Promise<{ manifest: Manifest; keys: BackupKeys }> {
  const text = await readFile(join(folder, fileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new BackupError(`${folder} has no ${fileName}: it is no backup, or one that was not finished.`);
  });
  const json = parseJson(text);
  const header = Header.safeParse(json);
  if (!header.success) throw damaged();
  if (header.data.formatVersion > formatVersion)
    throw new BackupError(
      `The backup has the format ${header.data.formatVersion} of a newer version of the platform; this one reads up to ${formatVersion}. Restore it with that version.`,
    );
  const stored = StoredManifest.safeParse(json);
  if (!stored.success) throw damaged();
  const { mac, ...manifest } = stored.data;
  const keys = backupKeysOf(secret, manifest.salt);
  if (keys.id !== manifest.keyId)
    throw new BackupError(
      'The backup was made with another BACKUP_KEY. Set the one that it was made with; `npm start` keeps it in backup.key of its data folder.',
    );
  if (!timingSafeEqual(macOf(manifest, keys), Buffer.from(mac, 'hex'))) throw damaged();
  return { manifest, keys };
}

const damaged = () => new BackupError(`${fileName} is damaged or was changed since it was written.`);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
