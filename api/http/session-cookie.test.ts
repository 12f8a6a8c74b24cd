import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startKitApp, type KitApp } from '../../test/helpers/kit-app.js';
import { ok } from './reply.js';
import { defineRoute } from './route.js';
import { createSessionCookies } from './session-cookie.js';

const routes = [
  defineRoute({
    surface: 'platform',
    tag: 'Test',
    summary: 'Test',
    access: 'user',
    limit: 'read',
    method: 'POST',
    path: '/api/v1/things',
    responses: { 200: z.strictObject({ userId: z.string() }) },
    handler: ({ actor }) => ok({ userId: actor.userId }),
  }),
];
let direct: KitApp;
let proxied: KitApp;
beforeAll(async () => {
  const corsOrigins = ['https://trusted.example'];
  direct = await startKitApp(routes, { corsOrigins });
  proxied = await startKitApp(routes, { corsOrigins, trustProxy: 1 });
});
afterAll(() => Promise.all([direct.stop(), proxied.stop()]));

const change = (app: KitApp, headers: Record<string, string>) =>
  app.anonymous.post('/api/v1/things', undefined, { Cookie: 'nhost-session=ada', ...headers });
const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'bots.example' };

test('pages at the public address may act by cookie', async () => {
  expect((await change(direct, { Origin: 'http://platform.test' })).body.data).toEqual({ userId: 'ada' });
});

test('behind a proxy that is trusted, so may pages at the address it was asked for', async () => {
  expect((await change(proxied, { Origin: 'https://bots.example', ...forwarded })).status).toBe(200);
  expect((await change(proxied, { Origin: 'http://bots.example', ...forwarded })).status).toBe(403);
  expect((await change(proxied, { Origin: 'https://evil.example', ...forwarded })).status).toBe(403);
});

test('what nobody vouches for does not make an origin ours', async () => {
  expect((await change(direct, { Origin: 'https://bots.example', ...forwarded })).status).toBe(403);
});

test('an origin that may read does not act by cookie', async () => {
  const answer = await change(direct, { Origin: 'https://trusted.example' });
  expect(answer.status).toBe(403);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://trusted.example');
  expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
});

test.each([
  ['http://localhost:3000', false, false],
  ['http://localhost:3000', true, true],
  ['https://bots.example', false, true],
])(
  'at %s (production: %s) the cookie is for encrypted connections only: %s',
  (publicUrl, production, secure) => {
    const cookies = createSessionCookies({ publicUrl, production });
    const value = cookies.set({ token: 't', expiresAt: new Date(Date.now() + 60_500) });
    expect(value.startsWith('nhost-session=t; Max-Age=60; Path=/; HttpOnly; SameSite=Lax')).toBe(true);
    expect([value.endsWith('; Secure'), cookies.clear().endsWith('; Secure')]).toEqual([secure, secure]);
  },
);
