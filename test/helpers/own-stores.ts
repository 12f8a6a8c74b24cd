import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLogger } from '../../platform/logging/logger.js';
import { connectMongo, disconnectMongo } from '../../platform/mongo/connection.js';
import {
  resolveService,
  startMongod,
  startValkey,
  type SupervisedProcess,
} from '../../platform/services/index.js';
import { freePort } from './platform.js';

export interface TestStores {
  redisUrl: string;
  /** Where a database of another name lies; the tests of one file need not share one. */
  mongoUrlOf(database: string): string;
  mongod: SupervisedProcess;
  stop(): Promise<void>;
}

/** A MongoDB and a Valkey of its own for one test file; the models are connected to the former. */
export async function startTestStores(): Promise<TestStores> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stores-'));
  const options = async (name: 'mongod' | 'valkey') => {
    const resolving = { environment: process.env, cacheDir: resolve('.cache') };
    const { path: binary } = await resolveService(name, resolving);
    return { binary, dataDir, port: await freePort(), environment: process.env };
  };
  const mongod = await startMongod(await options('mongod'));
  const valkey = await startValkey(await options('valkey'));
  await connectMongo({
    url: mongod.url,
    logger: createLogger({ name: 'test', level: 'silent' }),
    appName: 'test',
  });
  return {
    redisUrl: valkey.url,
    mongoUrlOf(database) {
      const url = new URL(mongod.url);
      url.pathname = `/${database}`;
      return url.href;
    },
    mongod: mongod.process,
    async stop() {
      await disconnectMongo();
      await Promise.all([mongod.process.stop(), valkey.process.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
