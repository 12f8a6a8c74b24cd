import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderBlobStore, type BlobStore } from './blob-store.js';

let folder: string;
let blobs: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobs-'));
  blobs = createFolderBlobStore(join(folder, 'store'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const no = () => Promise.resolve(false);
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

test('bytes and files of the same content are one blob', async () => {
  const sha256 = await blobs.putBytes('org', Buffer.from('text'));
  await writeFile(join(folder, 'upload'), 'text');
  await blobs.putFile('org', sha256, join(folder, 'upload'));
  expect(await readFile(await blobs.path('org', sha256), 'utf8')).toBe('text');
  expect(await files()).toHaveLength(2);
});

test('organisations do not share', async () => {
  const sha256 = await blobs.putBytes('one', Buffer.from('text'));
  await expect(blobs.path('two', sha256)).rejects.toThrow('ENOENT');
});

test('an unused blob is deleted, twice or at the same time does no harm', async () => {
  const sha256 = await blobs.putBytes('org', Buffer.from('text'));
  await Promise.all([blobs.deleteUnless('org', sha256, no), blobs.deleteUnless('org', sha256, no)]);
  await blobs.deleteUnless('org', sha256, no);
  expect(await files()).toEqual([]);
});

test('a blob in use stays, also when the use begins meanwhile', async () => {
  const sha256 = await blobs.putBytes('org', Buffer.from('text'));
  await blobs.deleteUnless('org', sha256, () => Promise.resolve(true));
  let asked = 0;
  await blobs.deleteUnless('org', sha256, () => Promise.resolve(asked++ > 0));
  expect(await readFile(await blobs.path('org', sha256), 'utf8')).toBe('text');
  expect(await files()).toHaveLength(1);
});

test.each(['../../etc/passwd', 'A'.repeat(64), '', 'a/../b'])(
  'no address leads out of the folder: %s',
  async (bad) => {
    await expect(blobs.path('org', bad)).rejects.toThrow('not a blob address');
    await expect(blobs.putBytes(`../${bad}`, Buffer.from('x'))).rejects.toThrow('not a blob address');
    await expect(blobs.deleteUnless('org', bad, no)).rejects.toThrow('not a blob address');
  },
);
