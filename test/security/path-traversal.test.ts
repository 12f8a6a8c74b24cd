import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArchive } from '../../bots/archives/read-archive.js';
import { archiveLimits } from '../../knowledge/extract/archive/archive-limits.js';
import { unpackArchive } from '../../knowledge/extract/archive/unpack-archive.js';
import { safeName } from '../../knowledge/items/item-drafts.js';
import { blobAddress, blobFolder } from '../../platform/blobs/blob-address.js';
import { createFolderBlobStore } from '../../platform/blobs/folder.blob-store.js';
import { newId } from '../../platform/ids.js';
import { zipOf } from '../fixtures/documents.js';
import { hostileNames } from '../fixtures/hostile-names.js';

const organizationId = newId();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paths-'));
  await mkdir(join(folder, 'out'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A file in an archive as no packer writes it: the name takes the place of one that is as long. */
async function zipWith(name: string): Promise<Buffer> {
  const bytes = Buffer.from(name);
  const placeholder = 'x'.repeat(bytes.length);
  const zip = await zipOf([[placeholder, 'evil']]);
  for (let at = zip.indexOf(placeholder); at !== -1; at = zip.indexOf(placeholder, at + 1))
    bytes.copy(zip, at);
  return zip;
}

test('more than forty names are tried', () => {
  expect(new Set(hostileNames).size).toBeGreaterThan(60);
});

test.each(hostileNames)('the name %j of an upload is shown without leading anywhere', (name) => {
  const shown = safeName(name);
  expect(shown).not.toMatch(/^\/|\\|(^|\/)\.\.?(\/|$)|^[A-Za-z]:(\/|$)/);
  // Nothing that breaks a line, moves a cursor or turns the direction of what follows.
  expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
  expect(shown.length).toBeGreaterThan(0);
  expect(safeName(shown)).toBe(shown);
});

test.each(hostileNames)(
  'an entry of an archive named %j is written nowhere but in the folder for it',
  async (name) => {
    await writeFile(join(folder, 'a.zip'), await zipWith(name));
    const given = { folder: join(folder, 'out'), limits: archiveLimits };
    const entries = await unpackArchive(join(folder, 'a.zip'), given).catch(() => []);
    for (const entry of entries)
      if ('file' in entry) expect(entry.file.startsWith(join(folder, 'out/'))).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['a.zip', 'out']);
    // The files in it have names of their own.
    for (const file of await readdir(join(folder, 'out'))) expect(file).not.toContain('mark');
  },
);

test.each(hostileNames)('an archive of a bot with the entry %j is refused', async (name) => {
  await writeFile(join(folder, 'a.zip'), await zipWith(name));
  await expect(readArchive(join(folder, 'a.zip'), join(folder, 'out'))).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
  });
  expect(await readdir(join(folder, 'out'))).toEqual([]);
});

test.each(hostileNames)('%j is the address of no blob', async (name) => {
  expect(() => blobAddress(organizationId, name)).toThrow('not a blob address');
  expect(() => blobFolder(name)).toThrow('not a blob address');
  const blobs = createFolderBlobStore(join(folder, 'blobs'));
  await expect(blobs.path(organizationId, name)).rejects.toThrow();
  await expect(blobs.putBytes(name, Buffer.from('x'))).rejects.toThrow();
  expect((await readdir(folder)).sort()).toEqual(['out']);
});
