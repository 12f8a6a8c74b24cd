import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from './until.js';

export interface TestPlatform {
  url: string;
  dataDir: string;
  output: string[];
  /** Ids of the processes by name: mongod, valkey, temporal, api, worker, queues. */
  pids(): Promise<Record<string, number>>;
  /** Kills a process; resolves when the one that follows it runs. */
  kill(name: string): Promise<void>;
  /** Closes the pipes that its output goes to. */
  hangUp(): void;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** A port that nobody listens on; below those that the system gives to outgoing connections, which would take it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (await isFree(port)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });

const ofCallers = ['AUTH', 'SESSION', 'READ', 'MANAGEMENT', 'ADMIN'];
const ofOrganizationsToo = ['CONVERSATION', 'SUMMARIZATION', 'SEARCH', 'EMBEDDINGS', 'MODERATION'];
const limits = [...ofCallers, ...ofOrganizationsToo.flatMap((name) => [name, `${name}_ORG`])].map(
  (name) => `RATE_LIMIT_${name}`,
);
/** Limits that only the tests of the limits should meet. */
const generous = Object.fromEntries(limits.map((name) => [name, '100000/1m']));
/** For a platform that has the limits which it would have without any settings. */
export const defaultLimits: Record<string, string | undefined> = Object.fromEntries(
  limits.map((name) => [name, undefined]),
);

export const administrator = { username: 'admin', password: 'administrator of the tests' };

/** What every process of a platform under test is told, beside its port and its folder. */
export const testEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_ENV: 'test',
  CACHE_DIR: process.env.CACHE_DIR ?? join(root, '.cache'),
  DEMO: '0',
  ADMIN_PASSWORD: administrator.password,
  ...(process.env.TEST_NODE_OPTIONS
    ? { NODE_OPTIONS: process.env.TEST_NODE_OPTIONS, SHELLS_LOG: process.env.SHELLS_LOG }
    : {}),
  ...generous,
});

/** Starts the whole platform as `npm start` does, on free ports and in a data folder of its own. */
export async function startTestPlatform(
  environment: Record<string, string | undefined> = {},
): Promise<TestPlatform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'platform-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/start.js'], {
    cwd: root,
    env: {
      ...testEnvironment(),
      DATA_DIR: dataDir,
      PORT: String(port),
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
    async kill(name) {
      const { [name]: pid } = await processIds(dataDir, child);
      if (pid === undefined) throw new Error(`${name} does not run`);
      process.kill(pid, 'SIGKILL');
      await until(async () => ![pid, undefined].includes((await processIds(dataDir, child))[name]));
    },
    hangUp() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
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
    const platform = /dist\/(api|worker|queues)\.js/.exec(command)?.[1];
    const service = command.includes(dataDir)
      ? /(mongod|valkey|redis|temporal)/.exec(command)?.[1]
      : undefined;
    const name = platform ?? (service === 'redis' ? 'valkey' : service);
    if (name) ids[name] = pid;
  }
  return ids;
}
