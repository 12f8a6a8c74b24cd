import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withScratchFolder } from './scratch-folder.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'scratch-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('a folder is empty, and gone afterwards, also when the work fails', async () => {
  let used = '';
  const work = async (folder: string): Promise<void> => {
    used = folder;
    expect(await readdir(folder)).toEqual([]);
    await writeFile(join(folder, 'entry'), 'text');
    throw new Error('broken');
  };
  await expect(withScratchFolder(join(parent, 'unpacked'), work)).rejects.toThrow('broken');
  expect(used).not.toBe('');
  expect(existsSync(used)).toBe(false);
});
