import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../ids.js';
import type { BlobStore } from './blob-store.js';

export interface OpenedBlobStore {
  blobs: BlobStore;
  /** Names of everything that is stored. */
  stored(): Promise<string[]>;
}

/** What every blob store has to do; `open` gives an empty one over a folder that is the test's own. */
export function describeBlobStore(name: string, open: (folder: string) => Promise<OpenedBlobStore>): void {
  describe(name, () => {
    let folder: string;
    let blobs: BlobStore;
    let stored: () => Promise<string[]>;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'blobs-'));
      ({ blobs, stored } = await open(folder));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));
    const no = () => Promise.resolve(false);
    const org = newId();
    const other = newId();

    test('bytes and files of the same content are one blob', async () => {
      const sha256 = await blobs.putBytes(org, Buffer.from('text'));
      await writeFile(join(folder, 'upload'), 'text');
      await blobs.putFile(org, sha256, join(folder, 'upload'));
      expect(await readFile(await blobs.path(org, sha256), 'utf8')).toBe('text');
      expect(await stored()).toHaveLength(1);
    });

    test('a file of many megabytes comes back as it was', async () => {
      const bytes = Buffer.alloc(12_000_000, 'many bytes that differ ');
      await writeFile(join(folder, 'upload'), bytes);
      const sha256 = await blobs.putBytes(other, bytes);
      await blobs.putFile(org, sha256, join(folder, 'upload'));
      expect(bytes.equals(await readFile(await blobs.path(org, sha256)))).toBe(true);
    });

    test('organisations do not share', async () => {
      const sha256 = await blobs.putBytes(org, Buffer.from('text'));
      await expect(blobs.path(other, sha256)).rejects.toMatchObject({ code: 'ENOENT' });
    });

    test('an unused blob is deleted, twice or at the same time does no harm', async () => {
      const sha256 = await blobs.putBytes(org, Buffer.from('text'));
      await Promise.all([blobs.deleteUnless(org, sha256, no), blobs.deleteUnless(org, sha256, no)]);
      await blobs.deleteUnless(org, sha256, no);
      expect(await stored()).toEqual([]);
      await expect(blobs.path(org, sha256)).rejects.toMatchObject({ code: 'ENOENT' });
    });

    test('a blob in use stays, also when the use begins meanwhile', async () => {
      const sha256 = await blobs.putBytes(org, Buffer.from('text'));
      await blobs.deleteUnless(org, sha256, () => Promise.resolve(true));
      let asked = 0;
      await blobs.deleteUnless(org, sha256, () => Promise.resolve(asked++ > 0));
      expect(await readFile(await blobs.path(org, sha256), 'utf8')).toBe('text');
      expect(await stored()).toHaveLength(1);
    });

    test('an organisation is deleted with all it has, and no other', async () => {
      for (const text of ['one', 'two', 'three']) await blobs.putBytes(org, Buffer.from(text));
      const sha256 = await blobs.putBytes(other, Buffer.from('one'));
      await blobs.deleteOrganization(org);
      await blobs.deleteOrganization(org);
      expect(await stored()).toHaveLength(1);
      expect(await readFile(await blobs.path(other, sha256), 'utf8')).toBe('one');
      await expect(blobs.deleteOrganization('..')).rejects.toThrow('not a blob address');
      await expect(blobs.deleteOrganization('')).rejects.toThrow('not a blob address');
    });

    test.each(['../../etc/passwd', 'A'.repeat(64), '', 'a/../b'])(
      'no address leads out of its place: %s',
      async (bad) => {
        await expect(blobs.path(org, bad)).rejects.toThrow('not a blob address');
        await expect(blobs.putBytes(`../${bad}`, Buffer.from('x'))).rejects.toThrow('not a blob address');
        await expect(blobs.deleteUnless(org, bad, no)).rejects.toThrow('not a blob address');
      },
    );

    test('a store that answers says so', async () => {
      await blobs.ping();
    });
  });
}
