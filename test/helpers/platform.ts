import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface TestPlatform {
  url: string;
  dataDir: string;
  output: string[];
  /** Ids of the processes by name: mongod, valkey, temporal, api, worker, queues. */
  pids(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

export const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** Limits that only the tests of the limits should meet. */
const generous = Object.fromEntries(
  ['AUTH', 'SESSION', 'READ', 'CONVERSATION', 'CONVERSATION_ORG', 'MANAGEMENT', 'ADMIN'].map((name) => [
    `RATE_LIMIT_${name}`,
    '100000/1m',
  ]),
);

export const administrator = { username: 'admin', password: 'administrator of the tests' };

/** Starts the whole platform as `npm start` does, on free ports and in a data folder of its own. */
export async function startTestPlatform(environment: Record<string, string> = {}): Promise<TestPlatform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'platform-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/bin/start.js'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      CACHE_DIR: process.env.CACHE_DIR ?? join(root, '.cache'),
      PORT: String(port),
      DEMO: '0',
      ADMIN_PASSWORD: administrator.password,
      ...generous,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  await untilReady(child, output);
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    output,
    pids: () => processIds(dataDir, child),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        await ended;
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function untilReady(child: ChildProcess, output: string[]): Promise<void> {
  return new Promise((done, failed) => {
    const fail = () => failed(new Error(`the platform did not start:\n${output.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      fail();
    }, 120_000);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        if (!line.startsWith('ready http')) return;
        clearTimeout(timer);
        done();
      });
    }
    child.once('exit', () => {
      clearTimeout(timer);
      fail();
    });
  });
}

async function processIds(dataDir: string, launcher: ChildProcess): Promise<Record<string, number>> {
  const children = (
    await readFile(`/proc/${launcher.pid}/task/${launcher.pid}/children`, 'utf8').catch(() => '')
  )
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);
  const ids: Record<string, number> = {};
  for (const pid of children) {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const platform = /bin\/(api|worker|queues)\.js/.exec(command)?.[1];
    const service = command.includes(dataDir)
      ? /(mongod|valkey|redis|temporal)/.exec(command)?.[1]
      : undefined;
    const name = platform ?? (service === 'redis' ? 'valkey' : service);
    if (name) ids[name] = pid;
  }
  return ids;
}
