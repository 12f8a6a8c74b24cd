import { afterEach, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../platform/ids.js';
import { verifyBackup } from '../restore/verify-backup.js';
import { pointBytes } from '../make/write-sources.js';
import { backupKeysOf, newSalt } from './backup-keys.js';
import { manifestText, readManifest, writeManifest, type Manifest } from './manifest.js';
import { createPart } from './part-writer.js';

const { BSON } = mongoose.mongo;
const secret = randomBytes(32);
const canary = 'the canary sings in document 7';
const place = { organizationId: newId(), knowledgeBaseId: newId(), generation: 1 };
const collection = { ...place, model: 'm', dimensions: 2 };
const point = { id: 'p', itemId: 'i', revision: 1, tags: ['a'], terms: ['canary'] };
const original = randomBytes(300_000);
const originalSha256 = createHash('sha256').update(original).digest('hex');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A backup of two parts in `folder`. */
async function makeOne(backupId = newId(), into = folder): Promise<Manifest> {
  const salt = newSalt();
  const keys = backupKeysOf(secret, salt);
  const part = (position: string) => createPart({ folder: into, backupId, position, keys });
  const first = await part('p00001');
  await first.section({ kind: 'documents', collection: 'messages' });
  for (let n = 0; n < 200; n++)
    await first.document(BSON.serialize({ _id: `d${n}`, text: n === 7 ? canary : 'words' }));
  const second = await part('p00002');
  await second.section({ kind: 'points', collection });
  await second.point(pointBytes({ ...point, vector: new Float32Array([0.6, 0.8]) }));
  await second.section({ kind: 'originals' });
  await writeFile(join(into, 'original'), original);
  await second.original({ ...place, sha256: originalSha256 }, join(into, 'original'));
  await rm(join(into, 'original'));
  const manifest: Manifest = {
    ...{ format: 'chatbots-platform-backup', formatVersion: 1, id: backupId, platformVersion: '1' },
    ...{ madeAt: '2026-01-01T00:00:00.000Z', keyId: keys.id, salt, encryptionKeyId: '', migrations: [] },
    ...{ missingOriginals: 0, parts: [await first.finish(), await second.finish()] },
  };
  await writeManifest(into, manifestText(manifest, keys));
  return manifest;
}
const verify = async (key = secret) => verifyBackup({ folder, ...(await readManifest(folder, key)) });
const nameOf = ({ parts }: Manifest, index: number): string => parts[index]!.name;

test('what was written is read: documents, points and originals', async () => {
  const { parts } = await makeOne();
  const contents = await verify();
  expect(contents.documents.get('messages')?.count).toBe(200);
  expect([...contents.points.values()].map(({ checksum }) => checksum.count)).toEqual([1]);
  expect(contents.originals).toBe(1);
  expect(parts.map(({ documents, points, originals }) => [documents, points, originals])).toEqual([
    [200, 0, 0],
    [0, 1, 1],
  ]);
});

test('nothing of the content is in clear, and the manifest names nobody', async () => {
  await makeOne();
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    for (const text of [canary, 'canary', 'messages', place.organizationId])
      expect(bytes.includes(text)).toBe(false);
    expect(bytes.includes(original.subarray(1_000, 1_016))).toBe(false);
  }
});

test('two backups of the same have nothing in common', async () => {
  const [one, other] = [await makeOne(), await makeOne(newId(), join(folder, 'other'))];
  expect(one.parts[0]!.contentSha256).toBe(other.parts[0]!.contentSha256);
  const bytes = (await readFile(join(folder, nameOf(one, 0)))).subarray(16, 48);
  expect((await readFile(join(folder, 'other', nameOf(other, 0)))).includes(bytes)).toBe(false);
});

test('another key is told as that', async () => {
  await makeOne();
  await expect(verify(randomBytes(32))).rejects.toThrow('made with another BACKUP_KEY');
});

const damages: Record<string, [(manifest: Manifest) => Promise<unknown>, string]> = {
  'a missing part': [(manifest) => rm(join(folder, nameOf(manifest, 1))), 'is missing'],
  'a truncated part': [
    async (manifest) => truncate(join(folder, nameOf(manifest, 0)), manifest.parts[0]!.bytes - 1),
    'it was cut or changed',
  ],
  'a changed byte in the middle': [(manifest) => flip(nameOf(manifest, 1), 1_000), 'is damaged'],
  'a changed byte of the nonce': [(manifest) => flip(nameOf(manifest, 0), 5), 'is damaged'],
  'a changed byte of the tag': [(manifest) => flip(nameOf(manifest, 0), -1), 'is damaged'],
  'a changed manifest': [
    () => edit((text) => text.replace('"points": 1', '"points": 2')),
    'manifest.json is damaged or was changed',
  ],
  'a part that the manifest does not name any more': [
    () => edit((text) => JSON.stringify({ ...(JSON.parse(text) as object), parts: [] })),
    'manifest.json is damaged or was changed',
  ],
  'a manifest that was cut': [() => edit((text) => text.slice(0, -50)), 'manifest.json is damaged'],
  'no manifest': [() => rm(join(folder, 'manifest.json')), 'no backup, or one that was not finished'],
  'a newer format': [
    () => edit((text) => text.replace('"formatVersion": 1', '"formatVersion": 2')),
    'newer version of the platform',
  ],
};
const edit = async (change: (text: string) => string): Promise<void> => {
  const path = join(folder, 'manifest.json');
  await writeFile(path, change(await readFile(path, 'utf8')));
};
async function flip(name: string, at: number): Promise<void> {
  const bytes = await readFile(join(folder, name));
  const index = at < 0 ? bytes.length + at : at;
  bytes[index]! ^= 1;
  await writeFile(join(folder, name), bytes);
}

test.each(Object.entries(damages))('%s is found', async (_, [damage, message]) => {
  const manifest = await makeOne();
  await damage(manifest);
  await expect(verify()).rejects.toMatchObject({
    name: 'BackupError',
    message: expect.stringContaining(message),
  });
});

test('parts do not open in the place of each other, nor in another backup, whatever a manifest says', async () => {
  const id = newId();
  const manifest = await makeOne(id);
  const keys = backupKeysOf(secret, manifest.salt);
  const [first, second] = manifest.parts;
  const path = (name: string) => join(folder, name);
  await rename(path(first!.name), path('aside'));
  await rename(path(second!.name), path(first!.name));
  await rename(path('aside'), path(second!.name));
  await expect(verify()).rejects.toThrow('it was cut or changed');
  // Even by who could write a manifest that agrees.
  const parts = [
    { ...second!, name: first!.name },
    { ...first!, name: second!.name },
  ];
  await writeManifest(folder, manifestText({ ...manifest, parts }, keys));
  await expect(verify()).rejects.toThrow('is damaged');

  await rename(path(first!.name), path('aside'));
  await rename(path(second!.name), path(first!.name));
  await rename(path('aside'), path(second!.name));
  await writeManifest(folder, manifestText({ ...manifest, id: newId() }, keys));
  await expect(verify()).rejects.toThrow('is damaged');
});

test('a part that was not finished has no name', async () => {
  const keys = backupKeysOf(secret, newSalt());
  const part = await createPart({ folder, backupId: newId(), position: 'p00001', keys });
  await part.section({ kind: 'originals' });
  expect((await readdir(folder)).every((name) => name.endsWith('.tmp'))).toBe(true);
  await part.abandon();
  expect(await readdir(folder)).toEqual([]);
});
