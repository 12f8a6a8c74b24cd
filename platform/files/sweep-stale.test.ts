import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepStale } from './sweep-stale.js';

const hourMs = 3_600_000;

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'stale-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('what a killed process left is removed, what may be in use is not', async () => {
  for (const [name, hours] of [
    ['old', 3],
    ['new', 1],
  ] as const) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, 'entry'), 'text');
    const then = new Date(Date.now() - hours * hourMs);
    await utimes(join(parent, name), then, then);
  }
  await writeFile(join(parent, 'old file'), 'text');
  const then = new Date(Date.now() - 3 * hourMs);
  await utimes(join(parent, 'old file'), then, then);
  await sweepStale(parent, 2 * hourMs);
  expect(await readdir(parent)).toEqual(['new']);
});

test('a folder that is not there has nothing to remove', async () => {
  await sweepStale(join(parent, 'none'), hourMs);
  expect(await readdir(parent)).toEqual([]);
});
