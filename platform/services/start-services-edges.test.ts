import { afterAll, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createLogger } from '../logging/logger.js';
import { resolveService, RunningRecord, startServices } from './index.js';
import type { RunningServices, StartServicesOptions } from './index.js';

const folder = await realpath(await mkdtemp(join(tmpdir(), 'services-')));
const cacheDir = resolve('.cache');
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Addresses for which nothing is started, and to which nothing connects. */
const elsewhere = { MONGODB_URL: 'mongodb://db.example/platform', TEMPORAL_ADDRESS: 'temporal.example:7233' };

const start = (
  name: string,
  given: Partial<StartServicesOptions['config']>,
  options: Partial<StartServicesOptions> = {},
): Promise<RunningServices> =>
  startServices({
    config: {
      ...{ MONGODB_URL: undefined, REDIS_URL: undefined, TEMPORAL_ADDRESS: undefined },
      ...{ TEMPORAL_UI_URL: undefined, TEMPORAL_NAMESPACE: 'default' },
      ...{ DATA_DIR: join(folder, name), CACHE_DIR: cacheDir, ...given },
    },
    environment: process.env,
    logger: createLogger({ name: 'test', level: 'silent' }),
    fetch: () => Promise.reject(new Error('no vendor is asked here')),
    ...options,
  });

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('what is configured by URL is used as it is, and nothing is started', async () => {
  const configured = { ...elsewhere, REDIS_URL: 'redis://cache.example' };
  const services = await start('configured', configured);
  expect(services.urls).toEqual({
    mongodbUrl: configured.MONGODB_URL,
    redisUrl: configured.REDIS_URL,
    temporalAddress: configured.TEMPORAL_ADDRESS,
  });
  expect(services.sources).toEqual({ mongod: 'url', valkey: 'url', temporal: 'url' });
  expect(services.processes).toEqual({});
  expect(existsSync(join(folder, 'configured'))).toBe(false);
});

test('if one does not start, its last lines are shown and the others are stopped', async () => {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh\n[ "$1" = --version ] && echo v=9.0 && exit\necho "the disk is full"; exit 1\n`;
  await writeFile(join(bin, 'valkey-server'), script);
  await chmod(join(bin, 'valkey-server'), 0o755);
  const environment = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  let pid: number | undefined;
  const onProgress: StartServicesOptions['onProgress'] = ({ service, stage }) => {
    if (service === 'mongod' && stage === 'ready')
      pid = new RunningRecord(join(folder, 'failing')).entries().mongod?.pid;
  };
  const starting = start(
    'failing',
    { TEMPORAL_ADDRESS: elsewhere.TEMPORAL_ADDRESS },
    { environment, onProgress },
  );
  await expect(starting).rejects.toThrow('valkey exited with code 1\n  the disk is full');
  expect(isAlive(pid!)).toBe(false);
});

test('what a killed launcher left running is stopped by the next start, and only that', async () => {
  const dataDir = join(folder, 'orphaned');
  const { path } = await resolveService('valkey', { environment: process.env, cacheDir });
  await mkdir(join(dataDir, 'valkey'), { recursive: true });
  // The launcher: it starts Valkey on its data folder, detached as ours are, and is then killed.
  const args = ['--port', '0', '--dir', join(dataDir, 'valkey'), '--set-proc-title', 'no'];
  const launch = `const child = require('child_process').spawn(${JSON.stringify(path)},
    ${JSON.stringify(args)}, { detached: true, stdio: 'ignore' }); console.log(child.pid); setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ['-e', launch], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
  const orphan = Number(line.toString());
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  expect(isAlive(orphan)).toBe(true);

  // A number that the system has given to somebody else since must be left alone.
  const stranger = spawn('sleep', ['60']);
  const record = new RunningRecord(dataDir);
  record.set('valkey', { pid: orphan, command: path });
  record.set('temporal', { pid: stranger.pid!, command: 'temporal' });
  const services = await start('orphaned', elsewhere);
  expect(isRunning(orphan)).toBe(false);
  expect(isAlive(stranger.pid!)).toBe(true);
  expect(record.entries()).toEqual({
    valkey: expect.objectContaining({ pid: services.processes.valkey!.pid }),
  });
  stranger.kill();
  await services.stop();
});

/** Unlike a signal, this tells a process from one that has ended and is only not yet collected by its parent. */
const isRunning = (pid: number) => {
  try {
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)]).toString());
  } catch {
    return false;
  }
};
