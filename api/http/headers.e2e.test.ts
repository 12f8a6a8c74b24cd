import { beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../../test/helpers/client.js';
import { createGiven, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let owner: Member;
beforeAll(async () => {
  owner = await given.owner();
});

const securityHeaders = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains; preload',
  'content-security-policy': "default-src 'self'; script-src 'self' 'unsafe-inline'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'x-xss-protection': '1; mode=block',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'geolocation=(), microphone=(), camera=()',
};

const answers: [string, number, () => Promise<Answer>][] = [
  ['a read', 200, () => owner.client.get('/api/v1/auth/me')],
  ['a public read', 200, () => given.anonymous.get('/api/v1/health')],
  ['an invalid request', 400, () => owner.client.post('/api/v1/chatbots', {})],
  ['broken JSON', 400, () => owner.client.post('/api/v1/chatbots', '{')],
  ['an anonymous request', 401, () => given.anonymous.get('/api/v1/auth/me')],
  ['wrong credentials', 401, () => given.anonymous.get('/api/v1/auth/me', { 'X-API-Key': 'plx_wrong' })],
  ['a forbidden request', 403, () => owner.client.get('/api/v1/health/status')],
  ['a missing resource', 404, () => owner.client.get(`/api/v1/chatbots/${unusedId()}`)],
  ['a malformed escape', 404, () => owner.client.get('/api/v1/chatbots/%E0%A4%A')],
  ['an unknown address', 404, () => given.anonymous.get('/api/v1/nothing/here')],
  ['a wrong method', 405, () => owner.client.send('PATCH', '/api/v1/chatbots')],
  ['a large body', 413, () => owner.client.post('/api/v1/chatbots', { name: 'x'.repeat(1_100_000) })],
  [
    'a wrong media type',
    415,
    () => owner.client.post('/api/v1/chatbots', 'a', { 'Content-Type': 'text/plain' }),
  ],
];

test.each(answers)('%s (%i) carries the headers of every API answer', async (_, status, send) => {
  const answer = await send();
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject(securityHeaders);
  expect(answer.headers.get('x-powered-by')).toBeNull();
  expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9a-f-]{36}$/);
  expect(answer.headers.get('x-ratelimit-limit')).toMatch(/^\d+$/);
  expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
  const resetsIn = Number(answer.headers.get('x-ratelimit-reset')) - Date.now() / 1_000;
  expect(resetsIn).toBeGreaterThan(-1);
  expect(resetsIn).toBeLessThanOrEqual(61);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test('a 401 names the scheme', async () => {
  const answer = await given.anonymous.get('/api/v1/auth/me');
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
});

test('a harmless request id of the caller is kept', async () => {
  const answer = await given.anonymous.get('/api/v1/health', { 'X-Request-Id': 'trace-1.a_B' });
  expect(answer.headers.get('x-request-id')).toBe('trace-1.a_B');
});

test.each(['two words', 'a'.repeat(65), 'a;b', '<script>'])('the request id "%s" is replaced', async (id) => {
  const answer = await given.anonymous.get('/api/v1/health', { 'X-Request-Id': id });
  expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
});

test('a read has an ETag, is private, and is not sent again while it is unchanged', async () => {
  const { client } = owner;
  const first = await client.get('/api/v1/chatbots');
  const etag = first.headers.get('etag');
  expect(etag).toBeTruthy();
  expect(first.headers.get('cache-control')).toBe('private');
  const again = await client.get('/api/v1/chatbots', { 'If-None-Match': etag! });
  expect(again.status).toBe(304);
  expect(again.body).toBe('');
  expect(again.headers.get('etag')).toBe(etag);
  expect(again.headers.get('cache-control')).toBe('private');
  expect(again.headers.get('x-request-id')).toBeTruthy();
  expect(again.headers.get('x-ratelimit-remaining')).toBeTruthy();
  await given.chatbot(owner);
  const changed = await client.get('/api/v1/chatbots', { 'If-None-Match': etag! });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

test('the ETag of one caller does not answer another', async () => {
  const etag = (await owner.client.get('/api/v1/auth/me')).headers.get('etag')!;
  const stranger = await given.owner();
  const answer = await stranger.client.get('/api/v1/auth/me', { 'If-None-Match': etag });
  expect(answer.status).toBe(200);
  expect(answer.body.data.id).toBe(stranger.user.id);
});
