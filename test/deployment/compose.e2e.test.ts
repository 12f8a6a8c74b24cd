import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGiven, data } from '../helpers/given.js';
import { freePort } from '../helpers/platform.js';
import { environmentOf, readComposeFile, readEnvFile, type ComposeFile } from './compose-file.js';
import { startDeployedStores, type DeployedStores } from './stores.js';

const run = promisify(execFile);

interface Container {
  service: string;
  port: number;
  child: ChildProcess;
  output: string[];
}

let folder: string;
let file: ComposeFile;
let stores: DeployedStores;
const containers: Container[] = [];

/** The service's own command, with its own environment but for the addresses, which have no name on this machine. */
async function startContainer(service: string): Promise<Container> {
  const port = await freePort();
  const environment = environmentOf(file, service);
  for (const [name, value] of Object.entries(environment)) {
    environment[name] = Object.entries(stores.addresses).reduce(
      (text, [host, address]) => text.replace(host, address),
      value,
    );
  }
  const [command = '', ...args] = file.services[service]?.command ?? [];
  const child = spawn(command === 'node' ? process.execPath : command, args, {
    cwd: resolve('.'),
    env: {
      ...environment,
      DATA_DIR: join(folder, 'data'),
      BACKUP_DIR: join(folder, 'backups'),
      // Containers have addresses of their own; these share one.
      ...{ PORT: String(port), WORKER_METRICS_PORT: String(port), QUEUES_METRICS_PORT: String(port) },
      // Set by the image.
      CACHE_DIR: resolve('.cache'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const container = { service, port, child, output };
  containers.push(container);
  return container;
}

/** As Compose asks: with the health check's own command. */
async function healthy({ service, port, child, output }: Container): Promise<void> {
  const [, , ...args] = file.services[service]?.healthcheck?.test ?? [];
  const here = args.map((argument) => argument.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`));
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(500)) {
    if (child.exitCode !== null) break;
    const passes = await run(process.execPath, here).then(
      () => true,
      () => false,
    );
    if (passes) return;
  }
  throw new Error(`${service} is not healthy:\n${output.join('')}`);
}

const urlOf = ({ port }: Container): string => `http://127.0.0.1:${port}`;

let first: Container;
let second: Container;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deployed-'));
  await mkdir(join(folder, 'deploy'));
  await cp(resolve('deploy/create-env.sh'), join(folder, 'deploy/create-env.sh'));
  await run('sh', ['deploy/create-env.sh'], { cwd: folder });
  file = readComposeFile(readEnvFile(await readFile(join(folder, '.env'), 'utf8')));
  stores = await startDeployedStores(file, folder);
  first = await startContainer('api');
  second = await startContainer('api');
  for (const service of ['worker', 'worker', 'queues']) await startContainer(service);
  for (const container of containers) await healthy(container);
}, 300_000);
afterAll(async () => {
  for (const { child } of containers) if (child.exitCode === null) child.kill('SIGKILL');
  await stores?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('two api services, two workers and the queues serve one platform', async () => {
  const given = createGiven(urlOf(first));
  const member = await given.owner();
  const bot = await given.chatbot(member);
  const base = await given.knowledgeBase(member, bot.id);
  const { job } = await given.documents(member, base.id, {
    'guarantee.md':
      '# Guarantee\n\nThe guarantee for garden chairs lasts 31 months from the day of purchase.',
    'returns.md': '# Returns\n\nA parcel can be sent back within 45 days, at our cost.',
    'shop.html': '<h1>The shop</h1><p>The shop in Lisbon is open from ten to seven.</p>',
  });
  expect(job).toMatchObject({ status: 'completed', progress: { total: 3, done: 3, failed: 0 } });

  const token = String(member.client.headers.Authorization);
  const answer = await createGiven(urlOf(second))
    .anonymous.with({ Authorization: token })
    .post(`/api/v1/chatbots/${bot.id}/conversation`, { message: 'How long does the guarantee last?' });
  expect(data(answer)).toMatchObject({
    message: expect.stringContaining('31 months'),
    citations: [expect.objectContaining({ title: 'guarantee.md' })],
  });
}, 120_000);

test('the administrator of .env signs in, and sees every service healthy', async () => {
  const { ADMIN_PASSWORD: password } = environmentOf(file, 'api');
  const { anonymous } = createGiven(urlOf(second));
  const session = data(await anonymous.post('/api/v1/auth/login', { username: 'admin', password }));
  const admin = anonymous.with({ Authorization: `Bearer ${session.accessToken}` });
  const status = data(await admin.get('/api/v1/health/status'));
  expect(status).toMatchObject({ status: 'healthy', workers: 2 });
  expect(Object.keys(status.services)).toEqual(
    expect.arrayContaining(['mongodb', 'redis', 'temporal', 'vectors', 'files']),
  );
});

test('the database user can reach nothing but its own database', async () => {
  const url = environmentOf(file, 'api').MONGODB_URL!.replace(
    'mongodb:27017',
    stores.addresses['mongodb:27017']!,
  );
  const client = await mongo.MongoClient.connect(url);
  await expect(client.db('other').collection('c').insertOne({})).rejects.toThrow('not authorized');
  await expect(client.db('admin').command({ usersInfo: 1 })).rejects.toThrow('not authorized');
  await client.close();
  // The script that makes the user in a container gives it these very rights.
  expect(await readFile(resolve('deploy/mongodb/create-user.js'), 'utf8')).toContain(
    "roles: [{ role: 'readWrite', db: 'platform' }]",
  );
});

test('SIGTERM ends every process in order, within the grace period', async () => {
  const ends = containers.map(async ({ child }) => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  });
  expect(await Promise.all(ends)).toEqual(containers.map(() => 0));
}, 60_000);
