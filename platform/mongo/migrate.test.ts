import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTestStores, type TestStores } from '../../test/helpers/own-stores.js';
import { createLogger } from '../logging/logger.js';
import { newId } from '../ids.js';
import { connectMongo, disconnectMongo } from './connection.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';

const logger = createLogger({ name: 'test', level: 'silent' });
let stores: TestStores;
let url: string;

beforeAll(async () => {
  stores = await startTestStores();
}, 60_000);
beforeEach(async () => {
  await disconnectMongo();
  url = stores.mongoUrlOf(`migrate${newId()}`);
  await connectMongo({ url, logger, appName: 'test' });
});
afterAll(() => stores?.stop());

const collection = (name: string) => mongoose.connection.collection<{ _id: string }>(name);
const collectionNames = async (): Promise<string[]> =>
  (await mongoose.connection.db!.listCollections().toArray()).map(({ name }) => name).toSorted();

/** Runs migrations in a process of their own. */
function migratingProcess(...args: string[]): ChildProcess {
  const hooks = pathToFileURL(join(import.meta.dirname, '../../test/helpers/typescript-hooks.mjs')).href;
  const register = `data:text/javascript,import{register}from"node:module";register("${hooks}")`;
  const script = join(import.meta.dirname, 'migrating-process.fixture.ts');
  return spawn(process.execPath, ['--import', register, script, url, ...args], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const trail = async (): Promise<unknown[]> =>
  (await mongoose.connection.collection('trail').find().sort({ $natural: 1 }).toArray()).map(
    ({ step }) => step as unknown,
  );

test('what a killed process left half-way the next one finishes; no finished step is done again', async () => {
  const killed = migratingProcess('0001-first/tidy');
  await once(killed.stdout!, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(await collection('migrations').find().toArray()).toEqual([
    { _id: '0001-first', steps: ['fill'], appliedAt: null },
  ]);

  expect(await once(migratingProcess(), 'exit')).toEqual([0, null]);
  const first = ['0001-first/fill', '0001-first/tidy'];
  expect(await trail()).toEqual([...first, '0001-first/tidy', '0002-second/fill', '0002-second/tidy']);
  expect(await collection('migrations').find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: '0001-first', steps: ['fill', 'tidy'], appliedAt: expect.any(Date) },
    { _id: '0002-second', steps: ['fill', 'tidy'], appliedAt: expect.any(Date) },
  ]);
});

test('of processes that start at once one migrates and the others wait for it', async () => {
  const processes = [migratingProcess(), migratingProcess(), migratingProcess()];
  const ends = await Promise.all(processes.map((child) => once(child, 'exit')));
  expect(ends).toEqual([
    [0, null],
    [0, null],
    [0, null],
  ]);
  const steps = ['0001-first/fill', '0001-first/tidy', '0002-second/fill', '0002-second/tidy'];
  expect(await trail()).toEqual(steps);
  const pids = await mongoose.connection.collection('trail').distinct('pid');
  expect(pids).toHaveLength(1);
});

const nothing: Migration = { id: '0001-first', steps: [] };
const newer: Migration = { id: '0002-newer', steps: [{ name: 'change', run: async () => undefined }] };

test('a database that a newer version has changed is refused', async () => {
  await migrate({ migrations: [nothing, newer], logger });
  await expect(migrate({ migrations: [nothing], logger })).rejects.toThrow(
    'The database was changed by a newer version (0002-newer), which this one cannot read. Start that version again, or restore a backup from before it.',
  );
});

test('also when the newer version did not come to its end', async () => {
  const breaks = { name: 'change', run: () => Promise.reject(new Error('the disk is full')) };
  const migrations = [nothing, { ...newer, steps: [breaks] }];
  await expect(migrate({ migrations, logger })).rejects.toThrow('the disk is full');
  await expect(migrate({ migrations: [nothing], logger })).rejects.toThrow(/newer version \(0002-newer\)/);
  await migrate({ migrations: [nothing, newer], logger });
});

test('a database of something else is refused, and nothing is written into it', async () => {
  await collection('customers').insertOne({ _id: 'ada' });
  const name = mongoose.connection.db!.databaseName;
  await expect(migrate({ migrations: [nothing], logger })).rejects.toThrow(
    `The database "${name}" belongs to something else: it has collections (customers) but no record of this platform's migrations.`,
  );
  expect(await collectionNames()).toEqual(['customers']);
});

test('migrations of another program are not taken for ours', async () => {
  await collection('migrations').insertOne({ _id: '20240101-add-users.js' });
  await expect(migrate({ migrations: [nothing], logger })).rejects.toThrow('belongs to something else');
  expect(await collectionNames()).toEqual(['migrations']);
});

test('a process that another one has taken over from changes nothing any more', async () => {
  const done: string[] = [];
  const slow: Migration = {
    id: '0001-first',
    steps: [
      {
        name: 'slow',
        async run(signal) {
          // As after a process was stopped for a while: somebody else holds the lease when it wakes up.
          const other = { holder: 'another', until: new Date(Date.now() + 60_000) };
          await mongoose.connection.collection('migrationLocks').updateOne({}, { $set: other });
          await new Promise((lost) => signal.addEventListener('abort', lost, { once: true }));
        },
      },
      { name: 'after', run: async () => void done.push('after') },
    ],
  };
  await expect(migrate({ migrations: [slow], logger, leaseMs: 300 })).rejects.toThrow(
    'another process took over',
  );
  expect(done).toEqual([]);
  expect(await collection('migrations').findOne()).toEqual({ _id: '0001-first', steps: [], appliedAt: null });
  expect(await collection('migrationLocks').findOne()).toMatchObject({ holder: 'another' });
});
