import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalCopies } from './local-copies.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'copies-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const bytes = (size: number) => (target: string) => writeFile(target, Buffer.alloc(size));
const usedAgo = (name: string, minutes: number) => {
  const time = new Date(Date.now() - minutes * 60_000);
  return utimes(join(directory, name), time, time);
};

test('a copy is made once, also for readers at the same time', async () => {
  const copies = createLocalCopies({ directory });
  let made = 0;
  const make = async (target: string) => {
    made++;
    await writeFile(target, 'content');
  };
  const [first] = await Promise.all([copies.path('a', make), copies.path('a', make)]);
  await copies.path('a', make);
  expect(made).toBe(1);
  expect(await readFile(first, 'utf8')).toBe('content');
});

test('a download that fails leaves nothing and is tried again', async () => {
  const copies = createLocalCopies({ directory });
  const half = async (target: string) => {
    await writeFile(target, 'half');
    throw new Error('cut');
  };
  await expect(copies.path('a', half)).rejects.toThrow('cut');
  expect(await readdir(directory)).toEqual([]);
  await copies.path('a', bytes(1));
  expect(await readdir(directory)).toEqual(['a']);
});

test('beyond the size the copies used longest ago go, never one just handed out', async () => {
  const copies = createLocalCopies({ directory, maxBytes: 250 });
  for (const name of ['a', 'b', 'c']) await copies.path(name, bytes(100));
  expect((await readdir(directory)).sort()).toEqual(['a', 'b', 'c']);
  await usedAgo('a', 30);
  await usedAgo('b', 20);
  await copies.path('a', bytes(100));
  await copies.path('d', bytes(100));
  expect((await readdir(directory)).sort()).toEqual(['a', 'c', 'd']);
});

test('a copy that nobody used for long goes', async () => {
  const copies = createLocalCopies({ directory, maxAgeMs: 3_600_000 });
  await copies.path('a', bytes(1));
  await usedAgo('a', 61);
  await copies.path('b', bytes(1));
  expect(await readdir(directory)).toEqual(['b']);
});
