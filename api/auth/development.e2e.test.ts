import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGiven, data, unique } from '../../test/helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../../test/helpers/platform.js';

// A platform of its own, as it asks nobody who they are.
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
beforeAll(async () => {
  platform = await startTestPlatform({ NEXT_PUBLIC_USE_DEV_AUTH: 'true' });
  given = createGiven(platform.url);
}, 180_000);
afterAll(() => platform.stop());

test('requests without credentials act as the first administrator', async () => {
  const me = data(await given.anonymous.get('/api/v1/auth/me'));
  expect(me).toMatchObject({ username: 'admin', role: 'admin' });
  const bot = data(await given.anonymous.post('/api/v1/chatbots', { name: unique() }), 201);
  expect(bot.organizationId).toBe(me.organizationId);
  expect((await given.anonymous.get('/api/v1/health/status')).status).toBe(200);
  expect((await given.anonymous.post('/api/v1/auth/logout')).status).toBe(200);
  expect((await given.anonymous.get('/api/v1/auth/me')).status).toBe(200);
});

test('those with credentials are who they are', async () => {
  const owner = await given.owner();
  expect(data(await owner.client.get('/api/v1/auth/me')).id).toBe(owner.user.id);
  expect((await owner.client.get('/api/v1/health/status')).status).toBe(403);
  expect((await given.anonymous.get('/api/v1/auth/me', { 'X-API-Key': 'plx_wrong' })).status).toBe(401);
});

test('a page of another origin is refused', async () => {
  for (const method of ['GET', 'POST'])
    expect(
      (await given.anonymous.send(method, '/api/v1/chatbots', undefined, { Origin: 'https://evil.example' }))
        .status,
    ).toBe(401);
});

test('it is said aloud: in the terminal, in the log and in the health', async () => {
  expect(platform.output.join('\n')).toMatch(/WARNING.*authentication is switched off/);
  expect(await readFile(join(platform.dataDir, 'logs', 'api.log'), 'utf8')).toMatch(
    /"level":40.*authentication is switched off/,
  );
  expect(data(await given.anonymous.get('/api/v1/health')).authentication).toBe('bypassed');
  expect(data(await given.anonymous.get('/api/v1/health/status')).authentication).toBe('bypassed');
});

test.each([
  [
    'in production',
    {
      NODE_ENV: 'production',
      JWT_SECRET: 'abcdefghijklmnopqrstuvwxyz012345',
      ENCRYPTION_KEY: '543210zyxwvutsrqponmlkjihgfedcba',
    },
  ],
  ['beyond loopback', { HOST: '0.0.0.0' }],
])('the start is refused %s', async (_, environment) => {
  const child = spawn(process.execPath, ['dist/start.js'], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: join(platform.dataDir, 'other'),
      NEXT_PUBLIC_USE_DEV_AUTH: 'true',
      NODE_ENV: 'test',
      DEMO: '0',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((ended) => child.once('exit', ended));
  expect(code).toBe(1);
  expect(said).toContain('NEXT_PUBLIC_USE_DEV_AUTH');
});
