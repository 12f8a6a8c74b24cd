import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { mongo } from 'mongoose';
import { createLogger } from '../logging/logger.js';
import { DataDirLockedError, RunningRecord, startServices } from './index.js';
import type { RunningServices, StartServicesOptions, SupervisedProcess } from './index.js';

const folder = await realpath(await mkdtemp(join(tmpdir(), 'services-')));
const cacheDir = resolve('.cache');
const running = new Set<RunningServices>();

const stop = async (services: RunningServices) => {
  running.delete(services);
  await services.stop();
};
afterAll(async () => {
  await Promise.all([...running].map(stop));
  await rm(folder, { recursive: true, force: true });
});

/** Addresses for which nothing is started, and to which nothing connects. */
const elsewhere = { REDIS_URL: 'redis://cache.example', TEMPORAL_ADDRESS: 'temporal.example:7233' };

async function start(
  name: string,
  given: Partial<typeof elsewhere> = {},
  options: Partial<StartServicesOptions> = {},
): Promise<RunningServices> {
  const services = await startServices({
    config: {
      ...{ MONGODB_URL: undefined, REDIS_URL: undefined, TEMPORAL_ADDRESS: undefined },
      ...{ TEMPORAL_UI_URL: undefined, TEMPORAL_NAMESPACE: 'default' },
      ...{ DATA_DIR: join(folder, name), CACHE_DIR: cacheDir, ...given },
    },
    environment: process.env,
    logger: createLogger({ name: 'test', level: 'silent' }),
    searchAttributes: ['OrganizationId=Keyword'],
    fetch: () => Promise.reject(new Error('no vendor is asked here')),
    ...options,
  });
  running.add(services);
  return services;
}

async function killAndAwait(child: SupervisedProcess | undefined): Promise<void> {
  const pid = child!.pid!;
  const states: string[] = [];
  child!.on('state', (state) => states.push(state));
  process.kill(pid, 'SIGKILL');
  while (states.at(-1) !== 'ready') await once(child!, 'state');
  expect(child!.pid).not.toBe(pid);
}

async function withNotes<T>(
  { urls }: RunningServices,
  use: (notes: mongo.Collection<{ _id: string }>) => Promise<T>,
): Promise<T> {
  const client = await mongo.MongoClient.connect(urls.mongodbUrl);
  return use(client.db().collection('notes')).finally(() => client.close());
}

async function withRedis<T>({ urls }: RunningServices, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(urls.redisUrl);
  redis.on('error', () => {});
  return use(redis).finally(() => redis.disconnect());
}

async function withTemporal<T>({ urls }: RunningServices, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: urls.temporalAddress });
  return use(new Client({ connection })).finally(() => connection.close());
}

const keepNote = (services: RunningServices, id: string) =>
  withNotes(services, (notes) => notes.insertOne({ _id: id }, { writeConcern: { w: 'majority', j: true } }));
const noteIds = (services: RunningServices) =>
  withNotes(services, async (notes) => (await notes.find().toArray()).map(({ _id }) => _id));
const statusOf = (services: RunningServices, workflowId: string) =>
  withTemporal(
    services,
    async ({ workflow }) => (await workflow.getHandle(workflowId).describe()).status.name,
  );

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('with nothing configured', () => {
  let services: RunningServices;
  const stages: string[] = [];

  beforeAll(async () => {
    const onProgress: StartServicesOptions['onProgress'] = ({ service, stage }) =>
      void stages.push(`${service} ${stage}`);
    services = await start('main', {}, { onProgress });
  });

  test('all three are started and reachable', async () => {
    expect(Object.keys(services.processes)).toEqual(['mongod', 'valkey', 'temporal']);
    expect(services.urls.mongodbUrl).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/platform\?replicaSet=rs0$/);
    expect(Object.values(services.sources)).not.toContain('url');
    expect(stages.filter((stage) => stage.startsWith('mongod'))).toEqual(
      expect.arrayContaining(['mongod starting', 'mongod ready']),
    );
    expect(await withRedis(services, (redis) => redis.ping())).toBe('PONG');
    expect((await fetch(services.urls.temporalUiUrl!)).status).toBe(200);
  });

  test('MongoDB has transactions', async () => {
    const client = await mongo.MongoClient.connect(services.urls.mongodbUrl);
    const insert = client.withSession((session) =>
      session.withTransaction(() => client.db().collection('ledger').insertOne({ amount: 1 }, { session })),
    );
    await insert.finally(() => client.close());
    expect(client.options.replicaSet).toBe('rs0');
  });

  test('Temporal keeps finished workflows for thirty days', async () => {
    const description = await withTemporal(services, ({ workflowService }) =>
      workflowService.describeNamespace({ namespace: 'default' }),
    );
    expect(Number(description.config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 86_400);
  });

  test('a second start is refused', async () => {
    await expect(start('main')).rejects.toThrow(DataDirLockedError);
  });

  test('a MongoDB that is killed comes back at its address with what it had acknowledged', async () => {
    await keepNote(services, 'before the kill');
    await killAndAwait(services.processes.mongod);
    expect(await noteIds(services)).toEqual(['before the kill']);
  });

  test('a Valkey that is killed comes back at its address with its data', async () => {
    await withRedis(services, (redis) => redis.set('kept', 'yes'));
    await killAndAwait(services.processes.valkey);
    expect(await withRedis(services, (redis) => redis.get('kept'))).toBe('yes');
  });

  test('a Temporal that is killed comes back at its address with its workflows', async () => {
    await withTemporal(services, ({ workflow }) =>
      workflow.start('anything', {
        workflowId: 'kept',
        taskQueue: 'nobody-listens',
        searchAttributes: { OrganizationId: ['one'] },
      }),
    );
    await killAndAwait(services.processes.temporal);
    expect(await statusOf(services, 'kept')).toBe('RUNNING');
  });

  test('after an orderly stop nothing runs, and the next start has the same addresses and data', async () => {
    const { urls, processes } = services;
    const pids = Object.values(processes).map(({ pid }) => pid!);
    await stop(services);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(new RunningRecord(join(folder, 'main')).entries()).toEqual({});

    services = await start('main', {}, { searchAttributes: ['OrganizationId=Keyword', 'Kind=Keyword'] });
    expect(services.urls).toEqual(urls);
    expect(await noteIds(services)).toEqual(['before the kill']);
    expect(await statusOf(services, 'kept')).toBe('RUNNING');
    await stop(services);
  });

  test('a MongoDB whose port was taken moves with its data to another', async () => {
    const port = Number(new URL(services.urls.mongodbUrl).port);
    const squatter = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const moved = await start('main', elsewhere);
    squatter.close();
    expect(new URL(moved.urls.mongodbUrl).port).not.toBe(String(port));
    expect(await noteIds(moved)).toEqual(['before the kill']);

    // Another folder is another instance, beside this one.
    const beside = await start('beside', elsewhere);
    expect(await noteIds(beside)).toEqual([]);
    await Promise.all([stop(moved), stop(beside)]);
  });
});
