import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = (environment: Record<string, string> = {}) => loadConfig({ DATA_DIR: folder, ...environment });
const problemsOf = (environment: Record<string, string>): string => {
  try {
    load(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
};
const secret = (first: string) => `${first}bcdefghijklmnopqrstuvwxyz0123456789`;
const production = { NODE_ENV: 'production', JWT_SECRET: secret('a'), ENCRYPTION_KEY: secret('b') };

test('nothing has to be set outside production', () => {
  expect(load()).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', NODE_ENV: 'development', DEMO: true });
});

test('nothing private may be reached unless it is listed', () => {
  expect(load().OUTBOUND_ALLOW).toEqual([]);
  expect(load({ OUTBOUND_ALLOW: 'wiki.intern:8080, 10.0.0.0/8' }).OUTBOUND_ALLOW).toMatchObject([
    { kind: 'host', host: 'wiki.intern', port: 8080 },
    { kind: 'range' },
  ]);
});

test('an empty variable counts as unset', () => {
  expect(load({ PORT: '', OPENAI_API_KEY: '', MONGODB_URL: '' })).toMatchObject({ PORT: 3000 });
});

test('secrets are generated once and only their owner may read them', () => {
  const dataDir = join(folder, 'generated');
  const first = load({ DATA_DIR: dataDir });
  const second = load({ DATA_DIR: dataDir });
  expect(first.JWT_SECRET).toBe(second.JWT_SECRET);
  expect(first.JWT_SECRET.length).toBeGreaterThanOrEqual(64);
  expect(first.JWT_SECRET).not.toBe(first.ENCRYPTION_KEY);
  const file = join(dataDir, 'secrets.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ JWT_SECRET: first.JWT_SECRET });
});

test('former keys are told apart by commas, and each is long enough', () => {
  expect(load().ENCRYPTION_KEY_FORMER).toEqual([]);
  const former = `${secret('x')},${secret('y')}`;
  expect(load({ ENCRYPTION_KEY_FORMER: former }).ENCRYPTION_KEY_FORMER).toEqual([secret('x'), secret('y')]);
  expect(problemsOf({ ENCRYPTION_KEY_FORMER: `${secret('x')},short` })).toContain('- ENCRYPTION_KEY_FORMER');
});

test('a secret that is given wins over the kept one', () => {
  expect(load({ JWT_SECRET: secret('x') }).JWT_SECRET).toBe(secret('x'));
});

test.each([
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['NODE_ENV', 'staging'],
  ['MONGODB_URL', 'localhost:27017'],
  ['REDIS_URL', 'http://localhost'],
  ['TEMPORAL_ADDRESS', 'http://localhost:7233'],
  ['JWT_SECRET', 'short'],
  ['ADMIN_EMAIL', 'nobody'],
  ['ADMIN_PASSWORD', 'short'],
  ['RATE_LIMIT_AUTH', '10 per minute'],
  ['RATE_LIMIT_AUTH', '0/1m'],
  ['RATE_LIMIT_TYPO', '10/1m'],
  ['QDRANT_URL', 'qdrant:6333'],
  ['QDRANT_PREFIX', 'a/b'],
  ['QDRANT_QUANTIZATION', 'product'],
  ['OUTBOUND_ALLOW', 'wiki.intern,http://10.0.0.1/'],
])('%s=%s is refused and named', (name, value) => {
  expect(problemsOf({ [name]: value })).toContain(`- ${name}: `);
});

test('every wrong variable is named at once, without its value', () => {
  const message = problemsOf({ PORT: 'x', JWT_SECRET: 'tooshort', RATE_LIMIT_READ: 'many' });
  for (const name of ['PORT', 'JWT_SECRET', 'RATE_LIMIT_READ']) expect(message).toContain(`- ${name}: `);
  expect(message).not.toContain('tooshort');
});

test('the documented limits hold unless overridden', () => {
  const { rateLimits } = load({ RATE_LIMIT_SEARCH: '5/10s', RATE_LIMIT_SEARCH_ORG: '50/1h' });
  expect(rateLimits.search).toEqual({
    caller: { points: 5, seconds: 10 },
    organization: { points: 50, seconds: 3_600 },
  });
  expect(rateLimits).toMatchObject({
    auth: { caller: { points: 10, seconds: 60 }, organization: null },
    session: { caller: { points: 20, seconds: 60 } },
    read: { caller: { points: 300, seconds: 60 } },
    conversation: { caller: { points: 60, seconds: 60 } },
    management: { caller: { points: 30, seconds: 60 } },
    summarization: { caller: { points: 50, seconds: 3_600 }, organization: { points: 500, seconds: 3_600 } },
    embeddings: { caller: { points: 10, seconds: 60 }, organization: { points: 100, seconds: 60 } },
    moderation: { caller: { points: 100, seconds: 3_600 }, organization: { points: 1_000, seconds: 3_600 } },
    admin: { caller: { points: 30, seconds: 60 }, organization: null },
  });
});

test('the limit of authentication speaks for both of its halves', () => {
  expect(load({ RATE_LIMIT_AUTH: '7/1m' }).rateLimits.session.caller.points).toBe(7);
  expect(load({ RATE_LIMIT_AUTH: '7/1m', RATE_LIMIT_SESSION: '9/1m' }).rateLimits.session.caller.points).toBe(
    9,
  );
});

test('production starts with secrets of its own', () => {
  expect(load(production).NODE_ENV).toBe('production');
});

test.each([
  ['JWT_SECRET', { JWT_SECRET: '' }],
  ['ENCRYPTION_KEY', { ENCRYPTION_KEY: '' }],
  ['JWT_SECRET', { JWT_SECRET: 'a'.repeat(64) }],
  ['JWT_SECRET', { JWT_SECRET: 'Xk7!qT2z'.repeat(5) }],
  ['JWT_SECRET', { JWT_SECRET: 'change-me-to-something-long-and-random-1' }],
  ['JWT_SECRET', { JWT_SECRET: 'supersecret-0123456789-abcdefghijklmnop' }],
  ['ENCRYPTION_KEY', { ENCRYPTION_KEY: 'your-own-key-of-32-characters-or-more-0' }],
  ['ENCRYPTION_KEY', { ENCRYPTION_KEY: production.JWT_SECRET }],
  ['NEXT_PUBLIC_USE_DEV_AUTH', { NEXT_PUBLIC_USE_DEV_AUTH: 'true' }],
])('production without a safe %s is refused', (name, change) => {
  expect(problemsOf({ ...production, ...change })).toContain(`- ${name}: `);
});

test('authentication is never switched off beyond loopback', () => {
  expect(problemsOf({ NEXT_PUBLIC_USE_DEV_AUTH: 'true', HOST: '0.0.0.0' })).toContain(
    'NEXT_PUBLIC_USE_DEV_AUTH',
  );
});

test.each([
  ['MONGODB_URL', 'mongodb://db.example.org/bots'],
  ['MONGODB_URL', 'mongodb://127.0.0.1:27017,10.0.0.2:27017/bots'],
  ['MONGODB_URL', 'mongodb+srv://db.example.org/bots?tls=false'],
  ['REDIS_URL', 'redis://cache.example.org'],
  ['QDRANT_URL', 'http://10.0.0.3:6333'],
  ['S3_URL', 'http://key:secret@storage.example.org/documents'],
  ['TEMPORAL_ADDRESS', 'temporal.example.org:7233'],
])('production is refused with %s=%s, which would be read on the way', (name, value) => {
  expect(problemsOf({ ...production, [name]: value })).toContain(`- ${name}: `);
});

test.each([
  ['MONGODB_URL', 'mongodb://db.example.org/bots?tls=true'],
  ['MONGODB_URL', 'mongodb+srv://user:pass@db.example.org/bots'],
  ['MONGODB_URL', 'mongodb://127.0.0.1:27017/bots'],
  ['MONGODB_URL', 'mongodb://mongo-a:27017,mongo-b:27017/bots?replicaSet=rs0'],
  ['REDIS_URL', 'rediss://cache.example.org'],
  ['REDIS_URL', 'redis://valkey:6379'],
  ['QDRANT_URL', 'https://db.example.org'],
  ['QDRANT_URL', 'http://qdrant:6333'],
  ['QDRANT_URL', 'http://127.0.0.1:6333'],
  ['S3_URL', 'https://key:secret@storage.example.org/documents'],
  ['S3_URL', 's3://documents'],
  ['TEMPORAL_ADDRESS', 'temporal:7233'],
])('production starts with %s=%s', (name, value) => {
  expect(load({ ...production, [name]: value })).toMatchObject({ [name]: value });
});

test.each([
  ['TEMPORAL_TLS', '1'],
  ['TEMPORAL_API_KEY', 'key'],
  ['TEMPORAL_TLS_CA_FILE', import.meta.filename],
])('production reaches a remote Temporal with %s', (name, value) => {
  const address = { TEMPORAL_ADDRESS: 'temporal.example.org:7233' };
  expect(load({ ...production, ...address, [name]: value })).toMatchObject(address);
});

test('the files of certificates have to be there, and both of a pair', () => {
  expect(problemsOf({ TEMPORAL_TLS_CA_FILE: '/nonexistent.pem' })).toContain('- TEMPORAL_TLS_CA_FILE: ');
  expect(problemsOf({ TEMPORAL_TLS_CERT_FILE: import.meta.filename })).toContain('TEMPORAL_TLS_KEY_FILE');
});
