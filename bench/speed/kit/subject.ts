import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGiven, type Member } from '../../../test/helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../../../test/helpers/platform.js';

export type Given = ReturnType<typeof createGiven>;

/** A platform as in production, whose callers have a key that does not expire and limits that they do not reach. */
export interface Subject {
  platform: TestPlatform;
  given: Given;
  owner: Member;
  /** Headers of a caller who may do all that is measured. */
  headers: Record<string, string>;
  pids: { api: number; worker: number; queues: number };
  /** What works beside the API: MongoDB, Valkey, Temporal, worker, queues. */
  beside: number[];
  mongoUrl: string;
  redisUrl: string;
  stop(): Promise<void>;
}

const secret = (): string => randomBytes(32).toString('base64');

/** Only logging is quieter than by default, as behind every load balancer. */
export async function startSubject(environment: Record<string, string> = {}): Promise<Subject> {
  const platform = await startTestPlatform({
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    JWT_SECRET: secret(),
    ENCRYPTION_KEY: secret(),
    ...environment,
  });
  const given = createGiven(platform.url);
  const signedIn = await given.owner();
  const owner = { ...signedIn, client: await given.key(signedIn, ['read', 'chat', 'write']) };
  const { api = 0, ...others } = await platform.pids();
  const { worker = 0, queues = 0 } = others;
  const ports = JSON.parse(await readFile(join(platform.dataDir, 'services/ports.json'), 'utf8')) as {
    mongod: number;
    valkey: number;
  };
  return {
    ...{ platform, given, owner },
    headers: { ...owner.client.headers, 'content-type': 'application/json' },
    pids: { api, worker, queues },
    beside: Object.values(others),
    mongoUrl: `mongodb://127.0.0.1:${ports.mongod}/peer?directConnection=true`,
    redisUrl: `redis://127.0.0.1:${ports.valkey}/7`,
    stop: () => platform.stop(),
  };
}
