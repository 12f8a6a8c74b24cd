import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mongo } from 'mongoose';
import { SupervisedProcess } from '../../platform/services/index.js';
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

type Kind = 'api' | 'worker' | 'queues';

/** A process that is started again whenever it ends, as the launcher does. */
export interface OwnSupervised {
  url: string;
  process: SupervisedProcess;
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
  const supervised = new Set<SupervisedProcess>();
  const environmentOf = (port: number, more: Record<string, string>): NodeJS.ProcessEnv => ({
    ...testEnvironment(),
    ...{ DATA_DIR: dataDir, TMPDIR: dataDir },
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
  const supervise = async (kind: Kind, more: Record<string, string> = {}): Promise<OwnSupervised> => {
    const port = await freePort();
    const process = new SupervisedProcess({
      name: kind,
      command: globalThis.process.execPath,
      args: [resolve(`dist/${kind}.js`)],
      environment: environmentOf(port, more),
      output: { file: join(dataDir, `${kind}.log`) },
      ready: 'message',
      // However often it was ended before, the next one begins at once.
      timing: { readyMs: 120_000, graceMs: 35_000, forgetAfterMs: 0 },
    });
    supervised.add(process);
    await process.start();
    return { url: `http://127.0.0.1:${port}`, process };
  };
  const start = async (kind: Kind, more: Record<string, string> = {}) => {
    const port = await freePort();
    const { pid, output, end } = await forkProcess(kind, environmentOf(port, more));
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
    supervise,
    /** Stops what still runs and leaves nothing behind. */
    async close(): Promise<void> {
      await Promise.all([...running, ...supervised].map((one) => one.stop()));
      const client = await new mongo.MongoClient(url).connect();
      await client.db().dropDatabase();
      await client.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
