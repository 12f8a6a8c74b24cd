import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Answer, TestClient } from '../../test/helpers/client.js';
import { administrator } from '../../test/helpers/platform.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
const ours = new URL(platformUrl()).origin;
const mongo = new mongoose.mongo.MongoClient(storeUrls('platform').mongodb);
const sessions = () => mongo.db('platform').collection<{ _id: string }>('sessions');
let owner: Member;
beforeAll(async () => {
  await mongo.connect();
  owner = await given.owner();
});
afterAll(() => mongo.close());

const login = (body: object = {}, headers: Record<string, string> = {}) =>
  given.anonymous.post(
    '/api/v1/auth/login',
    { username: owner.user.username, password: owner.password, cookie: true, ...body },
    headers,
  );
const setCookie = (answer: Answer): string => answer.headers.get('set-cookie') ?? '';
const cookieOf = (answer: Answer): string => /nhost-session=[^;]+/.exec(setCookie(answer))?.[0] ?? '';
/** A browser that is signed in; its page's requests name their origin. */
const browser = async (): Promise<TestClient> => given.anonymous.with({ Cookie: cookieOf(await login()) });
const me = (client: TestClient, headers?: Record<string, string>) => client.get('/api/v1/auth/me', headers);
const create = (client: TestClient, headers: Record<string, string> = {}) =>
  client.post('/api/v1/chatbots', { name: unique() }, headers);
const cleared = 'nhost-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax';

test('signing in and registering set the cookie for those who ask for it', async () => {
  const registered = await given.anonymous.post('/api/v1/auth/register', {
    username: unique('user'),
    email: `${unique()}@example.org`,
    password: 'correct horse battery',
    cookie: true,
  });
  for (const answer of [await login(), registered]) {
    const form = /^nhost-session=[\w-]{43}; Max-Age=(\d+); Path=\/; HttpOnly; SameSite=Lax$/;
    const [, maxAge] = form.exec(setCookie(answer)) ?? [];
    expect(Number(maxAge)).toBeGreaterThan(29 * 86_400);
    expect(Object.keys(answer.body.data).sort()).toEqual([
      'accessToken',
      'expiresIn',
      'refreshToken',
      'user',
    ]);
  }
  expect(setCookie(await login({ cookie: false }))).toBe('');
  expect((await login({ cookie: 'yes' })).status).toBe(400);
});

test('the cookie is neither a token of another kind nor stored as it is', async () => {
  const answer = await login();
  const value = cookieOf(answer).split('=')[1]!;
  expect((await given.anonymous.get('/api/v1/auth/me', { Authorization: `Bearer ${value}` })).status).toBe(
    401,
  );
  expect((await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken: value })).status).toBe(
    401,
  );
  for (const other of [answer.body.data.accessToken, answer.body.data.refreshToken])
    expect((await me(given.anonymous.with({ Cookie: `nhost-session=${other}` }))).status).toBe(401);
  const [latest] = await sessions().find({ userId: owner.user.id }).sort({ createdAt: -1 }).toArray();
  expect(JSON.stringify(latest)).not.toContain(value);
});

test('reads by cookie are answered, from any page and on every surface', async () => {
  const client = await browser();
  for (const headers of [{}, { Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }])
    expect(data(await me(client, headers as Record<string, string>)).id).toBe(owner.user.id);
  expect((await me(given.anonymous.with({ Cookie: `a=1; ${client.headers.Cookie}; b=2` }))).status).toBe(200);
  const admin = given.anonymous.with({
    Cookie: cookieOf(await given.anonymous.post('/api/v1/auth/login', { ...administrator, cookie: true })),
  });
  expect((await admin.get('/api/v1/metrics')).status).toBe(200);
  expect(
    (await admin.get('/api/v1/metrics', { Origin: 'https://evil.example' })).headers.get(
      'access-control-allow-origin',
    ),
  ).toBeNull();
});

test.each<[string, Record<string, string>, number]>([
  ['a page of this server', { Origin: ours }, 201],
  ['a page of this server, by a browser that says it otherwise', { 'Sec-Fetch-Site': 'same-origin' }, 201],
  ['nobody knows where', {}, 403],
  ['another origin', { Origin: 'https://evil.example' }, 403],
  [
    'another origin that claims to be the same',
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    403,
  ],
  ['an opaque origin', { Origin: 'null' }, 403],
  ['another port', { Origin: 'http://127.0.0.1:1' }, 403],
  ['another scheme', { Origin: ours.replace('http:', 'https:') }, 403],
  ['a longer name', { Origin: `${ours}.evil.example` }, 403],
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['the same site', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['a typed address', { 'Sec-Fetch-Site': 'none' }, 403],
  ['a page with only a referrer', { Referer: `${ours}/` }, 403],
])('a change by cookie from %s', async (_, headers, status) => {
  const client = await browser();
  const answer = await create(client, headers);
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.body.code).toBe('FORBIDDEN');
});

test('the AI services are asked by cookie too, from pages of this server', async () => {
  const client = await browser();
  const embed = (headers: Record<string, string>) =>
    client.post('/api/ai/embed', { texts: ['It ships on Monday'] }, headers);
  expect((await embed({ Origin: ours })).body).toMatchObject({ success: true });
  for (const headers of [{}, { Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
    const answer = await embed(headers as Record<string, string>);
    expect([answer.status, answer.body]).toMatchObject([
      403,
      { success: false, code: 'INSUFFICIENT_PERMISSIONS' },
    ]);
  }
});

test('every method that changes something is guarded', async () => {
  const client = await browser();
  const { id } = data(await create(client, { Origin: ours }), 201);
  const path = `/api/v1/chatbots/${id}`;
  for (const [method, body] of [
    ['PUT', { name: unique() }],
    ['DELETE', undefined],
  ] as const) {
    expect((await client.send(method, path, body, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await client.send(method, path, body)).status).toBe(403);
  }
  expect((await client.send('HEAD', path)).status).toBe(200);
  expect((await client.send('PUT', path, { name: unique() }, { Origin: ours })).status).toBe(200);
  expect((await client.send('DELETE', path, undefined, { Origin: ours })).status).toBe(200);
});

test('what a caller chose to send goes before the cookie', async () => {
  const client = await browser();
  const foreign = { Origin: 'https://evil.example' };
  const stranger = await given.owner();
  const { Authorization } = stranger.client.headers as { Authorization: string };
  expect((await create(client, { Authorization, ...foreign })).body.data.organizationId).toBe(
    stranger.user.organizationId,
  );
  const key = (await given.key(stranger, ['write'])).headers['X-API-Key']!;
  expect((await create(client, { 'X-API-Key': key, ...foreign })).status).toBe(201);
  expect((await me(client, { Authorization: 'Bearer a.b.c' })).status).toBe(401);
  expect((await me(client, { 'X-API-Key': 'plx_wrong' })).status).toBe(401);
});

test('a cookie acts for its session: it may do what needs a signed-in user', async () => {
  const client = await browser();
  const key = await client.post('/api/v1/auth/api-key', { scopes: ['read'] }, { Origin: ours });
  expect(key.status).toBe(201);
});

test('a refresh renews the cookie; the former one lasts for what is on its way', async () => {
  const first = await login();
  const { refreshToken } = first.body.data;
  const refresh = (body: object, Cookie = '') =>
    given.anonymous.post('/api/v1/auth/refresh-token', body, Cookie ? { Cookie } : {});
  const second = await refresh({ refreshToken }, cookieOf(first));
  expect(second.status).toBe(200);
  expect(cookieOf(second)).not.toBe(cookieOf(first));
  const status = async (answer: Answer) =>
    (await me(given.anonymous.with({ Cookie: cookieOf(answer) }))).status;
  expect([await status(first), await status(second)]).toEqual([200, 200]);
  await sessions().updateMany(
    { userId: owner.user.id, formerCookie: { $exists: true } },
    { $set: { 'formerCookie.until': new Date(Date.now() - 1) } },
  );
  expect([await status(first), await status(second)]).toEqual([401, 200]);
  // Without the cookie, or with that of another session, none is sent; whoever asks gets one.
  const third = await refresh({ refreshToken: second.body.data.refreshToken }, cookieOf(await login()));
  expect(setCookie(third)).toBe('');
  const fourth = await refresh({ refreshToken: third.body.data.refreshToken, cookie: true });
  expect(await status(fourth)).toBe(200);
  // A stolen refresh token ends the cookie too.
  await refresh({ refreshToken });
  expect(await status(fourth)).toBe(401);
});

test('signing out clears the cookie, and it opens nothing any more', async () => {
  const client = await browser();
  expect(
    (await client.post('/api/v1/auth/logout', undefined, { Origin: 'https://evil.example' })).status,
  ).toBe(403);
  const answer = await client.post('/api/v1/auth/logout', undefined, { Origin: ours });
  expect(answer.status).toBe(200);
  expect(setCookie(answer)).toBe(cleared);
  const refused = await me(client);
  expect(refused.status).toBe(401);
  expect(setCookie(refused)).toBe(cleared);
});

test('no page of elsewhere puts a session of its own into a browser', async () => {
  const foreign = { Origin: 'https://evil.example' };
  const answer = await login({}, foreign);
  expect([answer.status, setCookie(answer)]).toEqual([403, '']);
  expect((await login({ cookie: false }, foreign)).status).toBe(200);
  expect(cookieOf(await login({}, { Origin: ours }))).not.toBe('');
});

test.each(['', 'x', `${'a'.repeat(43)}`, '{"$ne":1}', '%00'])('the cookie "%s" is refused', async (value) => {
  const answer = await me(given.anonymous.with({ Cookie: `nhost-session=${value}` }));
  expect(answer.status).toBe(401);
});
