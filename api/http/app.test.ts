import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startKitApp, type KitApp } from '../../test/helpers/kit-app.js';
import { ok } from './reply.js';
import { defineRoute } from './route.js';

const common = {
  surface: 'platform',
  tag: 'Test',
  summary: 'Test',
  access: 'public',
  limit: 'read',
} as const;
const Thing = z.strictObject({ id: z.string() });
const routes = [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/things/:id',
    responses: { 200: Thing },
    handler: ({ params }) => ok({ id: params.id }),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/things/:id',
    responses: { 200: Thing },
    handler: ({ params }) => ok({ id: params.id }),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/broken',
    responses: { 200: Thing },
    handler: () => {
      throw new Error('mongodb://user:secret@host refused');
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/undocumented',
    responses: { 200: Thing },
    handler: () => ok({ id: 'a', passwordHash: 'secret' }),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/store-away',
    responses: { 200: Thing },
    handler: () => {
      throw Object.assign(new Error('10.0.0.7:27017 timed out'), { name: 'MongoServerSelectionError' });
    },
  }),
];

let app: KitApp;
let open: KitApp;
beforeAll(async () => {
  app = await startKitApp(routes, { corsOrigins: ['https://app.example', 'https://other.example'] });
  open = await startKitApp(routes, { corsOrigins: ['*'] });
});
afterAll(() => Promise.all([app.stop(), open.stop()]));

const origin = (value: string) => ({ Origin: value });

test('an origin that is configured may read answers and the headers that matter', async () => {
  const { headers } = await app.anonymous.get('/api/v1/things/1', origin('https://app.example'));
  expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
  expect(headers.get('vary')).toContain('Origin');
  for (const name of ['X-Request-Id', 'X-RateLimit-Remaining', 'Retry-After', 'ETag'])
    expect(headers.get('access-control-expose-headers')).toContain(name);
});

test.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
  'the origin %s is allowed nothing',
  async (value) => {
    const { headers } = await app.anonymous.get('/api/v1/things/1', origin(value));
    expect(headers.get('access-control-allow-origin')).toBeNull();
  },
);

test('a preflight names the methods and headers that may be used', async () => {
  const answer = await app.anonymous.send('OPTIONS', '/api/v1/things/1', undefined, {
    ...origin('https://app.example'),
    'Access-Control-Request-Method': 'DELETE',
    'Access-Control-Request-Headers': 'authorization,idempotency-key',
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-methods')).toContain('DELETE');
  expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,idempotency-key');
  expect(answer.headers.get('access-control-max-age')).toBe('600');
});

test('a star allows every origin, without credentials', async () => {
  const { headers } = await open.anonymous.get('/api/v1/things/1', origin('https://any.example'));
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
});

test('errors are readable from other origins too', async () => {
  const answer = await app.anonymous.get('/api/v1/nothing', origin('https://app.example'));
  expect(answer.status).toBe(404);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
});

test('an unknown error is answered without its text', async () => {
  const answer = await app.anonymous.get('/api/v1/broken');
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual({ status: 'error', message: 'Internal server error', code: 'SERVER_ERROR' });
});

test('a field that the contract does not name never leaves in development', async () => {
  const answer = await app.anonymous.get('/api/v1/undocumented');
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toContain('secret');
});

test('a store that does not answer is a 503 that says when to try again', async () => {
  const answer = await app.anonymous.get('/api/v1/store-away');
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(JSON.stringify(answer.body)).not.toContain('27017');
  expect(answer.headers.get('retry-after')).toBe('5');
});

test.each(['%', '%zz', '%E0%A4%A', 'a%', '%C0%AE'])(
  'the broken escape %s is an id like any other',
  async (id) => {
    const answer = await app.anonymous.get(`/api/v1/things/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ id });
    expect(answer.headers.get('x-ratelimit-remaining')).not.toBeNull();
  },
);

test('an escaped slash stays within its segment', async () => {
  expect((await app.anonymous.get('/api/v1/things/a%2Fb')).body.data).toEqual({ id: 'a/b' });
});

test.each(['POST', 'PUT', 'PATCH'])(
  '%s where it is not served is a 405 that names what is',
  async (method) => {
    const answer = await app.anonymous.send(method, '/api/v1/things/1');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, DELETE, HEAD');
    expect(answer.body).toMatchObject({ status: 'error', code: 'METHOD_NOT_ALLOWED' });
  },
);

test('HEAD answers as GET does, without the body', async () => {
  const answer = await app.anonymous.send('HEAD', '/api/v1/things/1');
  expect(answer.status).toBe(200);
  expect(answer.body).toBe('');
  expect(answer.headers.get('etag')).toBeTruthy();
});
