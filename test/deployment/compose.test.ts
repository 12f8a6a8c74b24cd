import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { loadConfig } from '../../platform/config/config.js';
import { variableNames } from '../../platform/config/environment.js';
import { fairTurns } from '../../platform/services/temporal.js';
import {
  composeText,
  environmentOf,
  readComposeFile,
  readEnvFile,
  type ComposeFile,
} from './compose-file.js';

const run = promisify(execFile);
const platform = ['api', 'worker', 'queues'];

let folder: string;
let env: Record<string, string>;
let file: ComposeFile;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deployment-'));
  await mkdir(join(folder, 'deploy'));
  await cp(resolve('deploy/create-env.sh'), join(folder, 'deploy/create-env.sh'));
  await run('sh', ['deploy/create-env.sh'], { cwd: folder });
  env = readEnvFile(await readFile(join(folder, '.env'), 'utf8'));
  file = readComposeFile(env);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the file follows the Compose specification', () => {
  // https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json (Apache-2.0)
  const schema = JSON.parse(readFileSync(resolve('test/fixtures/compose-spec.json'), 'utf8')) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  validate(file);
  expect(validate.errors).toBeNull();
});

describe('secrets', () => {
  test('each is random, of its own, and only its owner can read the file', async () => {
    const secrets = Object.entries(env).filter(([name]) => /PASSWORD|SECRET|KEY/.test(name));
    const generated = secrets.map(([, value]) => value).filter(Boolean);
    expect(generated.length).toBeGreaterThanOrEqual(9);
    expect(new Set(generated).size).toBe(generated.length);
    for (const secret of generated) expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600);
  });

  test('the generator never overwrites what is there', async () => {
    const before = await readFile(join(folder, '.env'), 'utf8');
    await expect(run('sh', ['deploy/create-env.sh'], { cwd: folder })).rejects.toThrow('there already');
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(before);
  });

  test('without them nothing starts, and the missing one is named', () => {
    const required = new Set([...composeText().matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name!));
    expect(required.size).toBeGreaterThanOrEqual(9);
    for (const name of required)
      expect(() => readComposeFile({ ...env, [name]: '' })).toThrow(`required variable ${name}`);
    expect(() => readComposeFile({})).toThrow('required variable');
  });

  test('none has a default, and none is written in the file', () => {
    const raw = readComposeFile();
    for (const { environment = {} } of Object.values(raw.services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|_KEY|PWD/.test(name)) expect(String(value)).toMatch(/^\$\{[A-Z_]+(:\?.*|:-)\}$/);
      }
    }
  });
});

describe('services', () => {
  test('the images are pinned', () => {
    for (const { image = '' } of Object.values(file.services)) expect(image).toMatch(/^[a-z/-]+:[v\d]/);
  });

  test('each that keeps running is restarted and watched; a task runs until it succeeded', () => {
    const tasks = ['temporal-schema', 'temporal-namespace'];
    const unwatched = ['proxy', 'temporal-ui'];
    for (const [name, service] of Object.entries(file.services)) {
      expect(service.restart).toBe(tasks.includes(name) ? 'on-failure:5' : 'unless-stopped');
      if (![...tasks, ...unwatched].includes(name))
        expect(service.healthcheck?.test.length).toBeGreaterThan(1);
      for (const needed of Object.keys(service.depends_on ?? {}))
        expect(file.services).toHaveProperty(needed);
    }
  });

  test('what the stores keep lies in named volumes, and what is mounted exists', () => {
    for (const store of ['mongodb', 'valkey', 'qdrant', 'temporal-database', ...platform]) {
      const named = file.services[store]?.volumes?.filter((volume) => /^[a-z]/.test(volume)) ?? [];
      expect(named).toHaveLength(platform.includes(store) ? 2 : 1);
      for (const volume of named) expect(file.volumes).toHaveProperty(volume.split(':')[0]!);
    }
    for (const { volumes = [] } of Object.values(file.services)) {
      for (const volume of volumes.filter((each) => each.startsWith('./')))
        expect(existsSync(resolve(volume.split(':')[0]!))).toBe(true);
    }
  });

  test('only the proxy is open to the outside', () => {
    const open = Object.entries(file.services).filter(([, { ports = [] }]) =>
      ports.some((port) => !String(port).startsWith('127.0.0.1:')),
    );
    expect(open.map(([name]) => name)).toEqual(['proxy']);
  });

  test.each(platform)('%s runs with the least rights and a configuration that production accepts', (name) => {
    const service = file.services[name]!;
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    const environment = environmentOf(file, name);
    expect(loadConfig(environment)).toMatchObject({
      ...{ NODE_ENV: 'production', DATA_DIR: '/data', BACKUP_DIR: '/backups' },
      BACKUP_KEY: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(service.volumes).toEqual(['data:/data', 'backups:/backups']);
    for (const variable of Object.keys(environment)) expect(variableNames).toContain(variable);
  });
});

test('Temporal takes turns by organisation as the local one does', () => {
  const settings = parse(readFileSync(resolve('deploy/temporal/dynamic-config.yaml'), 'utf8')) as Record<
    string,
    { value: unknown }[]
  >;
  expect(
    Object.fromEntries(Object.entries(settings).map(([name, [setting]]) => [name, setting?.value])),
  ).toEqual(fairTurns);
});

test('the image is made of what is there, and does not run as root', () => {
  const dockerfile = readFileSync(resolve('Dockerfile'), 'utf8');
  const stages = dockerfile.split(/^FROM /m).slice(1);
  expect(stages).toHaveLength(2);
  expect(stages[1]).toMatch(/^USER 1000:1000$/m);
  const admitted = readFileSync(resolve('.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  for (const path of ['package.json', 'package-lock.json', '.npmrc', 'LICENSE', 'deploy/healthcheck.mjs']) {
    expect(existsSync(resolve(path))).toBe(true);
    expect(admitted).toContain(path);
  }
  for (const secret of ['.env', '.data', '.git', 'node_modules']) expect(admitted).not.toContain(secret);
});
