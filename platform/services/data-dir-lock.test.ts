import { afterAll, afterEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirLockedError, lockDataDir, type DataDirLock } from './index.js';

const folder = await mkdtemp(join(tmpdir(), 'lock-'));
const held: DataDirLock[] = [];

afterEach(async () => {
  await Promise.all(held.splice(0).map((lock) => lock.release()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function lock(dataDir: string, url?: string): Promise<DataDirLock> {
  const claimed = await lockDataDir({ dataDir, url });
  held.push(claimed);
  return claimed;
}

test('a second start is refused and told who holds the folder', async () => {
  const dataDir = join(folder, 'twice');
  const first = await lock(dataDir);
  first.update({ url: 'http://127.0.0.1:3000' });
  const refused = await lockDataDir({ dataDir }).catch((error: unknown) => error as DataDirLockedError);
  expect(refused).toBeInstanceOf(DataDirLockedError);
  expect((refused as DataDirLockedError).holder).toMatchObject({
    pid: process.pid,
    url: 'http://127.0.0.1:3000',
  });
  expect((refused as Error).message).toContain(`process ${process.pid} (http://127.0.0.1:3000), started `);
});

test('a released folder can be claimed again', async () => {
  const dataDir = join(folder, 'released');
  await (await lockDataDir({ dataDir })).release();
  await expect(lock(dataDir)).resolves.toBeDefined();
});

test('another way to the same folder leads to the same lock', async () => {
  const dataDir = join(folder, 'real');
  await mkdir(dataDir);
  await symlink(dataDir, join(folder, 'link'));
  await lock(dataDir);
  await expect(lockDataDir({ dataDir: join(folder, 'link') })).rejects.toThrow(DataDirLockedError);
});

test('folders with long paths are locked too', async () => {
  const dataDir = join(folder, 'long'.repeat(40));
  await lock(dataDir);
  await expect(lockDataDir({ dataDir })).rejects.toThrow(DataDirLockedError);
});

test('the lock of a killed process is free, and only one of many claims it', async () => {
  const dataDir = join(folder, 'killed');
  await mkdir(dataDir);
  const path = join(dataDir, 'lock.sock');
  const listen = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('listening'))`;
  const holder = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(path)).toBe(true);
  const claims = await Promise.allSettled(Array.from({ length: 8 }, () => lock(dataDir)));
  const refusals = claims.filter((claim) => claim.status === 'rejected');
  expect(refusals).toHaveLength(7);
  for (const { reason } of refusals) expect(reason).toBeInstanceOf(DataDirLockedError);
});
