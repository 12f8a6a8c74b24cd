import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { forkProcess } from './fork-process.js';
import { storeUrls, temporalAddress } from './stores.js';
import { freePort, testEnvironment } from './platform.js';

export interface OwnProcess {
  url: string;
  pid: number;
  /** All that it has printed. */
  output(): string;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * An installation of its own beside the shared platform: another database, other keys, another task queue on the same
 * services. For tests of what belongs to a whole installation; its processes are started one by one.
 */
export async function createInstallation(environment: Record<string, string | undefined>) {
  const name = `own${randomBytes(4).toString('hex')}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'installation-'));
  const { mongodb, redis } = storeUrls(name);
  const url = mongodb.replace('directConnection=true', 'replicaSet=rs0');
  const running = new Set<OwnProcess>();
  const start = async (kind: 'api' | 'worker' | 'queues', more: Record<string, string> = {}) => {
    const port = await freePort();
    const { pid, output, end } = await forkProcess(kind, {
      ...testEnvironment(),
      DATA_DIR: dataDir,
      PORT: String(port),
      MONGODB_URL: url,
      REDIS_URL: `${redis}/7`,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_TASK_QUEUE: name,
      JWT_SECRET: name.padEnd(40, 'j'),
      ENCRYPTION_KEY: name.padEnd(40, 'k'),
      ...environment,
      ...more,
    });
    const leave = async (signal: NodeJS.Signals): Promise<void> => {
      running.delete(started);
      await end(signal);
    };
    const started: OwnProcess = {
      url: `http://127.0.0.1:${port}`,
      pid,
      output,
      kill: () => leave('SIGKILL'),
      stop: () => leave('SIGTERM'),
    };
    running.add(started);
    return started;
  };
  return {
    /** Of its database, and of its task queue. */
    name,
    dataDir,
    mongoUrl: url,
    redisUrl: `${redis}/7`,
    start,
    /** Stops what still runs and leaves nothing behind. */
    async close(): Promise<void> {
      await Promise.all([...running].map((one) => one.stop()));
      const client = await new mongo.MongoClient(url).connect();
      await client.db().dropDatabase();
      await client.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
