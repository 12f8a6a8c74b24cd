import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkProcess } from './fork-process.js';
import { freePort, testEnvironment } from './platform.js';

export interface ApiProcess {
  url: string;
  pid: number;
  /** Dies at once. */
  kill(): Promise<void>;
  /** Stops in order. */
  stop(): Promise<void>;
}

/** A further API process over the stores of a running platform, as a second machine would have it. */
export async function startApiProcess({
  dataDir = process.env.TEST_PLATFORM_DATA ?? '',
  environment = {},
  redisDatabase = 0,
}: {
  dataDir?: string;
  environment?: Record<string, string | undefined>;
  /** One of its own keeps what it counts for limits from the others. */
  redisDatabase?: number;
} = {}): Promise<ApiProcess> {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as Record<string, string>;
  const { mongod, valkey, temporal } = read('services/ports.json');
  const port = await freePort();
  const { pid, end } = await forkProcess('api', {
    ...testEnvironment(),
    ...read('secrets.json'),
    DATA_DIR: dataDir,
    PORT: String(port),
    MONGODB_URL: `mongodb://127.0.0.1:${mongod}/platform?replicaSet=rs0`,
    REDIS_URL: `redis://127.0.0.1:${valkey}/${redisDatabase}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporal}`,
    ...(process.env.TEST_DOUBLE_URL
      ? { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: new URL('/v1', process.env.TEST_DOUBLE_URL).href }
      : {}),
    ...environment,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
