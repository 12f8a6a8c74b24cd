import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docxOf, patched, renamed, zipOf, type ZipPart } from '../../../test/fixtures/documents.js';
import { archiveLimits, ArchiveBomb, type ArchiveLimits } from './archive-limits.js';
import { unpackArchive } from './unpack-archive.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'));
  await mkdir(join(folder, 'out'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const out = () => join(folder, 'out');
const unpack = async (zip: Uint8Array, limits: Partial<ArchiveLimits> = {}) => {
  await writeFile(join(folder, 'a.zip'), zip);
  return unpackArchive(join(folder, 'a.zip'), { folder: out(), limits: { ...archiveLimits, ...limits } });
};
/** Path with content or refusal. */
const listed = async (zip: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<[string, string][]> => {
  const entries = await unpack(zip, limits);
  return Promise.all(
    entries.map(async (entry): Promise<[string, string]> => [
      entry.path,
      'file' in entry ? await readFile(entry.file, 'utf8') : entry.refused,
    ]),
  );
};
const onDisk = async (): Promise<number> => {
  const sizes = await Promise.all(
    (await readdir(out())).map(async (name) => (await stat(join(out(), name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};
const two: ZipPart[] = [
  ['docs/a.txt', 'Text of a.'],
  ['b.md', '# Text of b'],
];

test('files come with their paths; folders and what systems add are left out', async () => {
  const zip = await zipOf([
    ...two,
    ['empty/', ''],
    ['__MACOSX/._a', 'x'],
    ['docs/.DS_Store', 'x'],
    ['ü/日本.txt', 'ok'],
  ]);
  expect(await listed(zip)).toEqual([...two, ['ü/日本.txt', 'ok']]);
});

test('an archive in the archive is unpacked, one in that is refused alone, documents stay whole', async () => {
  const inner = await zipOf([...two, ['deep.zip', await zipOf(two)]]);
  const entries = await unpack(
    await zipOf([
      ['inner.zip', inner],
      ['page.docx', await docxOf(['Hello'])],
    ]),
  );
  expect(entries).toMatchObject([
    { path: 'inner.zip/docs/a.txt', size: 10 },
    { path: 'inner.zip/b.md' },
    { path: 'inner.zip/deep.zip', refused: expect.stringContaining('not opened') },
    { path: 'page.docx', sha256: expect.any(String) },
  ]);
  expect(await readdir(out())).toHaveLength(3 + 1);
});

test.each([
  ['climbing', '../../etc/passwd'],
  ['absolute', '/etc/passwd/////.'],
  ['of a drive', 'C:\\windows\\system'],
  ['backslashes', '..\\..\\windows\\x.'],
])('a path that leads out is refused alone: %s', async (_name, path) => {
  const name = 'x'.repeat(path.length);
  const zip = renamed(await zipOf([...two, [name, 'evil']]), name, path);
  const entries = await listed(zip);
  expect(entries.slice(0, 2)).toEqual(two);
  expect(entries[2]![1]).toBe('The path of the entry leads out of the archive');
  expect((await readdir(folder)).sort()).toEqual(['a.zip', 'out']);
});

test('links, encrypted entries and unknown methods are refused alone', async () => {
  const link = await listed(await zipOf([...two, ['link', '/etc/passwd', { mode: 0o120777 }]]));
  expect(link[2]).toEqual(['link', 'The entry is a link or a device, not a file']);
  const only = (change: (record: Buffer) => void) => async (zip: Buffer) =>
    listed(patched(zip, (record) => record.toString('latin1', 46, 50) === 'b.md' && change(record)));
  const zip = await zipOf(two);
  expect(await only((record) => record.writeUInt16LE(record.readUInt16LE(8) | 1, 8))(zip)).toEqual([
    two[0],
    ['b.md', 'The entry is encrypted; pack it without a password'],
  ]);
  expect(await only((record) => record.writeUInt16LE(99, 10))(zip)).toEqual([
    two[0],
    ['b.md', 'The entry is packed by a method that is not supported'],
  ]);
});

test('sizes and checksums that lie are found out', async () => {
  const zip = await zipOf(two);
  const lie = (offset: number, value: number) =>
    listed(
      patched(
        zip,
        (record) => record.toString('latin1', 46, 50) === 'b.md' && record.writeUInt32LE(value, offset),
      ),
    );
  expect((await lie(24, 3))[1]).toEqual(['b.md', 'The entry is larger than the archive says']);
  expect((await lie(24, 3_000))[1]).toEqual(['b.md', 'The entry is smaller than the archive says']);
  expect((await lie(16, 1))[1]).toEqual(['b.md', 'The entry is broken: its checksum is wrong']);
  expect(await readdir(out())).toHaveLength(3);
});

test('an archive that grows out of proportion is refused as a whole, before it is unpacked', async () => {
  const zeros = await zipOf([...two, ['zeros.txt', Buffer.alloc(60_000_000)]]);
  expect(zeros.length).toBeLessThan(100_000);
  await expect(unpack(zeros)).rejects.toThrow('an entry unpacks to more than 200 times its size');
  // What was unpacked before goes with the folder; of the bomb nothing is left.
  expect(await onDisk()).toBeLessThan(100);
  const lying = patched(zeros, (record) => record.writeUInt32LE(10, 24));
  expect((await listed(lying)).map(([, text]) => text)).toContain(
    'The entry is larger than the archive says',
  );
});

test('too many entries, too many bytes and nested bombs are refused as a whole', async () => {
  const many = await zipOf(Array.from({ length: 60 }, (_, n): ZipPart => [`${n}.txt`, 'x']));
  await expect(unpack(many, { entries: 50 })).rejects.toThrow('more than 50 entries');
  const big = await zipOf([
    ['a', Buffer.alloc(3_000, 'a')],
    ['b', Buffer.alloc(3_000, 'b')],
  ]);
  await expect(unpack(big, { totalBytes: 5_000 })).rejects.toThrow(ArchiveBomb);
  const nest = await zipOf(Array.from({ length: 5 }, (_, n): ZipPart => [`${n}.zip`, many]));
  await expect(unpack(nest, { entries: 200 })).rejects.toThrow('more than 200 entries');
  expect(await listed(big, { entryBytes: 2_000 })).toEqual([
    ['a', 'The entry exceeds 0.002 MB unpacked'],
    ['b', 'The entry exceeds 0.002 MB unpacked'],
  ]);
});

test('entries that share their data are a bomb', async () => {
  const zip = await zipOf(two);
  await expect(unpack(patched(zip, (record) => record.writeUInt32LE(0, 42)))).rejects.toThrow(
    'its entries share the same data',
  );
});

test('empty and broken archives say so', async () => {
  await expect(unpack(await zipOf([]))).rejects.toThrow('The archive contains no files');
  const zip = await zipOf(two);
  await expect(unpack(zip.subarray(0, zip.length - 30))).rejects.toThrow(/^The archive is broken/);
  const torn = Buffer.from(zip);
  torn.fill(0xff, 40, 50);
  expect((await listed(torn))[0]![1]).toMatch(/^The entry is broken/);
});
