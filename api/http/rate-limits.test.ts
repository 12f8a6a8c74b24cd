import { afterEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startKitApp, absentRedis, type KitApp } from '../../test/helpers/kit-app.js';
import { defaultRateLimits, type RateLimits } from '../../platform/config/rate-limit.config.js';
import { createRateLimiter } from './rate-limits.js';
import { ok } from './reply.js';
import { defineRoute } from './route.js';
import type { SurfaceName } from './surfaces.js';

// Redis is away in all of these: each process then counts by itself.
let app: KitApp;
afterEach(() => app.stop());

const Message = z.strictObject({ userId: z.string().optional() });
const route = (surface: SurfaceName, path: string) =>
  defineRoute({
    surface,
    method: 'POST',
    path,
    summary: 'Talk',
    tag: 'Test',
    access: 'user',
    limit: 'conversation',
    limitKey: (request) => (request.body as { userId?: string }).userId,
    request: { body: Message },
    responses: { 200: z.strictObject({}) },
    handler: () => ok({}),
  });
const routes = [
  route('platform', '/api/v1/talk'),
  route('ai', '/api/ai/talk'),
  route('community', '/api/v1/community/talk'),
];

const start = async (limits: Partial<RateLimits>) => {
  const limiter = createRateLimiter({ redis: absentRedis(), limits: { ...defaultRateLimits, ...limits } });
  app = await startKitApp(routes, { limiter });
};
const perMinute = (points: number) => ({ points, seconds: 60 });
const limitOf = (answer: { headers: Headers }) => ({
  limit: Number(answer.headers.get('x-ratelimit-limit')),
  remaining: Number(answer.headers.get('x-ratelimit-remaining')),
});

test('each request counts down and the reset is within the window', async () => {
  await start({ conversation: { caller: perMinute(3), organization: null } });
  const ada = app.as('ada');
  for (const remaining of [2, 1, 0]) {
    const answer = await ada.post('/api/v1/talk', {});
    expect(answer.status).toBe(200);
    expect(limitOf(answer)).toEqual({ limit: 3, remaining });
    const reset = Number(answer.headers.get('x-ratelimit-reset')) - Date.now() / 1_000;
    expect(reset).toBeGreaterThan(50);
    expect(reset).toBeLessThanOrEqual(61);
    expect(answer.headers.get('retry-after')).toBeNull();
  }
});

test('one caller too many requests leaves the others alone', async () => {
  await start({ conversation: { caller: perMinute(1), organization: null } });
  await app.as('ada').post('/api/v1/talk', {});
  expect((await app.as('ada').post('/api/v1/talk', {})).status).toBe(429);
  expect((await app.as('grace').post('/api/v1/talk', {})).status).toBe(200);
});

test('each end user behind one caller has a limit of their own', async () => {
  await start({ conversation: { caller: perMinute(1), organization: null } });
  const ada = app.as('ada');
  expect((await ada.post('/api/v1/talk', { userId: 'one' })).status).toBe(200);
  expect((await ada.post('/api/v1/talk', { userId: 'two' })).status).toBe(200);
  expect((await ada.post('/api/v1/talk', { userId: 'one' })).status).toBe(429);
});

test('many end users together stay below the limit of the organisation', async () => {
  await start({ conversation: { caller: perMinute(10), organization: perMinute(2) } });
  const ada = app.as('ada');
  const answers = [];
  for (const userId of ['one', 'two', 'three']) answers.push(await ada.post('/api/v1/talk', { userId }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(limitOf(answers[2]!)).toEqual({ limit: 2, remaining: 0 });
});

test.each([
  [
    '/api/v1/talk',
    {
      status: 'error',
      message: 'Rate limit exceeded. Please try again later.',
      code: 'RATE_LIMIT_EXCEEDED',
    },
  ],
  [
    '/api/ai/talk',
    {
      success: false,
      error: 'Rate limit exceeded',
      code: 'RATE_LIMIT_EXCEEDED',
      retryAfter: expect.any(Number),
    },
  ],
  [
    '/api/v1/community/talk',
    {
      error: {
        code: 'RATE_LIMIT_EXCEEDED',
        message: 'Rate limit exceeded. Please try again later.',
        details: { limit: 1, window: '1 minute', retry_after: expect.any(Number) },
        request_id: expect.any(String),
        timestamp: expect.any(String),
        documentation_url: 'http://platform.test/docs/errors#rate_limit_exceeded',
      },
    },
  ],
])('%s says 429 in the words of its surface', async (path, body) => {
  await start({ conversation: { caller: perMinute(1), organization: null } });
  await app.as('ada').post(path, {});
  const answer = await app.as('ada').post(path, {});
  expect(answer.status).toBe(429);
  expect(answer.body).toEqual(body);
  expect(limitOf(answer)).toEqual({ limit: 1, remaining: 0 });
  const wait = Number(answer.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(61);
});

test('wrong credentials count against the address, so that keys cannot be guessed at full speed', async () => {
  await start({ conversation: { caller: perMinute(2), organization: null } });
  const statuses = [];
  for (let guess = 0; guess < 4; guess++)
    statuses.push((await app.as('stranger').post('/api/v1/talk', {})).status);
  expect(statuses).toEqual([401, 401, 429, 429]);
  expect((await app.as('ada').post('/api/v1/talk', {})).status).toBe(200);
});

test('a body that cannot be read counts too and carries the headers', async () => {
  await start({ conversation: { caller: perMinute(5), organization: null } });
  const broken = await app.as('ada').post('/api/v1/talk', '{"userId":');
  expect(broken.status).toBe(400);
  expect(limitOf(broken)).toEqual({ limit: 5, remaining: 4 });
  const huge = await app.as('ada').post('/api/v1/talk', { userId: 'x'.repeat(1_100_000) });
  expect(huge.status).toBe(413);
  expect(limitOf(huge)).toEqual({ limit: 5, remaining: 3 });
});

test('unknown addresses and wrong methods count as reads', async () => {
  await start({ read: { caller: perMinute(2), organization: null } });
  expect(limitOf(await app.anonymous.get('/api/v1/nothing'))).toEqual({ limit: 2, remaining: 1 });
  const wrongMethod = await app.anonymous.get('/api/v1/talk');
  expect(wrongMethod.status).toBe(405);
  expect(limitOf(wrongMethod)).toEqual({ limit: 2, remaining: 0 });
  expect((await app.anonymous.get('/api/v1/nothing')).status).toBe(429);
});
