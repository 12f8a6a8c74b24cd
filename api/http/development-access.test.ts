import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request } from 'node:http';
import { z } from 'zod';
import { Actor } from '../../accounts/index.js';
import { startKitApp, type KitApp } from '../../test/helpers/kit-app.js';
import { ok } from './reply.js';
import { defineRoute } from './route.js';

const common = { surface: 'platform', tag: 'Test', summary: 'Test', limit: 'read' } as const;
const User = z.strictObject({ userId: z.string() });
const routes = (['GET', 'POST'] as const).map((method) =>
  defineRoute({
    ...common,
    method,
    access: 'admin',
    path: '/api/v1/things',
    responses: { 200: User },
    handler: ({ actor }) => ok({ userId: actor.userId }),
  }),
);
const administrator = new Actor({
  userId: 'first',
  organizationId: 'o',
  role: 'admin',
  organizationRole: 'owner',
  via: 'session',
  credentialId: 'development',
  scopes: null,
});
let app: KitApp;
let ordinary: KitApp;
let port: string;
beforeAll(async () => {
  // A star for reading must not open what asks nobody who they are.
  app = await startKitApp(routes, { developmentActor: async () => administrator, corsOrigins: ['*'] });
  ordinary = await startKitApp(routes);
  port = new URL(app.url).port;
});
afterAll(() => Promise.all([app.stop(), ordinary.stop()]));

/** Sends exactly these headers, as `fetch` would not. */
async function status(headers: Record<string, string> = {}, method = 'GET', url = app.url): Promise<number> {
  const sent = request(`${url}/api/v1/things`, { method, headers });
  sent.end();
  const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

test.each<[string, Record<string, string>]>([
  ['a program', {}],
  ['a program that says localhost', { Host: 'localhost:PORT' }],
  ['a program that says ::1', { Host: '[::1]:PORT' }],
  ['a typed address', { 'Sec-Fetch-Site': 'none' }],
  ['a page of this server', { Origin: 'http://127.0.0.1:PORT', 'Sec-Fetch-Site': 'same-origin' }],
  ['a proxy for a caller on this machine', { 'X-Forwarded-For': '127.0.0.1, ::1' }],
])('%s on this machine is not asked who it is', async (_, headers) => {
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]),
  );
  expect([await status(sent), await status(sent, 'POST')]).toEqual([200, 200]);
});

test.each<[string, Record<string, string>]>([
  ['a page of another origin', { Origin: 'https://evil.example' }],
  ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
  ['an opaque origin', { Origin: 'null' }],
  ['an image on a page of another site', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a page of the same site', { 'Sec-Fetch-Site': 'same-site' }],
  ['a page whose name was bound to this machine', { Host: 'evil.example' }],
  ['such a page that names its origin', { Host: 'evil.example:PORT', Origin: 'http://evil.example:PORT' }],
  ['a name that only begins well', { Host: 'localhost.evil.example' }],
  ['a broken name', { Host: 'a b' }],
  ['a proxy for somebody else', { 'X-Forwarded-For': '203.0.113.7' }],
  ['a proxy for somebody else behind one of ours', { 'X-Forwarded-For': '203.0.113.7, 127.0.0.1' }],
  ['a proxy that says so in another way', { Forwarded: 'for=203.0.113.7' }],
  ['a proxy that says only who asked it', { 'X-Real-IP': '203.0.113.7' }],
  ['a proxy that says only that it is one', { Via: '1.1 proxy' }],
  ['a tunnel with a name of its own', { 'X-Forwarded-Host': 'tunnel.example' }],
  ['wrong credentials', { Authorization: 'Bearer stranger' }],
])('%s is refused', async (_, headers) => {
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]),
  );
  expect([await status(sent), await status(sent, 'POST')]).toEqual([401, 401]);
});

test('credentials that are sent decide', async () => {
  expect(await status({ Authorization: 'Bearer admin' })).toBe(200);
  expect(await status({ Authorization: 'Bearer ada' })).toBe(403);
});

test('an ordinary server asks everybody', async () => {
  expect(await status({}, 'GET', ordinary.url)).toBe(401);
});
