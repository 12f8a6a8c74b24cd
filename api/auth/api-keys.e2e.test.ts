import { beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
const path = '/api/v1/auth/api-key';
let owner: Member;
let botId: string;
beforeAll(async () => {
  owner = await given.owner();
  botId = (await given.chatbot(owner)).id;
});

const create = async (body: object = {}) => data(await owner.client.post(path, body), 201);
const withKey = (key: string): TestClient => given.anonymous.with({ 'X-API-Key': key });

test('a key is told once, with what it may do', async () => {
  const key = await create({ name: 'Website', scopes: ['chat'], expiresAt: '2099-01-01T00:00:00.000Z' });
  expect(key).toEqual({
    id: expect.any(String),
    name: 'Website',
    key: expect.stringMatching(/^plx_[\w-]{43}$/),
    prefix: key.key.slice(0, 12),
    scopes: ['chat'],
    expiresAt: '2099-01-01T00:00:00.000Z',
    createdAt: expect.any(String),
  });
  const list = await owner.client.get(path);
  const listed = data(list).find(({ id }: { id: string }) => id === key.id);
  expect(listed).toMatchObject({ name: 'Website', prefix: key.prefix, scopes: ['chat'], lastUsedAt: null });
  expect(JSON.stringify(list.body)).not.toContain(key.key);
  expect(JSON.stringify(list.body)).not.toContain('hash');
});

test('a key without wishes may read, chat and write, and does not expire', async () => {
  expect(await create()).toMatchObject({ name: null, scopes: ['read', 'chat', 'write'], expiresAt: null });
});

test('a key is accepted in either header', async () => {
  const { key } = await create();
  const bearer = given.anonymous.with({ Authorization: `Bearer ${key}` });
  for (const client of [withKey(key), bearer])
    expect(data(await client.get('/api/v1/auth/me')).id).toBe(owner.user.id);
});

const talk = (client: TestClient) =>
  client.post(`/api/v1/chatbots/${botId}/conversation`, { message: 'Hello' });
const read = (client: TestClient) => client.get('/api/v1/chatbots');
const write = (client: TestClient) => client.post('/api/v1/chatbots', { name: unique('bot') });
const listKeys = (client: TestClient) => client.get(path);

test.each([
  [['read'], { read: 200, write: 403, talk: 403, listKeys: 403 }],
  [['write'], { read: 403, write: 201, talk: 403, listKeys: 403 }],
  [['chat'], { read: 403, write: 403, talk: 200, listKeys: 403 }],
  [['read', 'chat'], { read: 200, write: 403, talk: 200, listKeys: 403 }],
  [['admin'], { read: 200, write: 201, talk: 200, listKeys: 200 }],
])('a key with the scopes %j may do that and no more', async (scopes, expected) => {
  const client = await given.key(owner, scopes);
  const statuses = {
    read: (await read(client)).status,
    write: (await write(client)).status,
    talk: (await talk(client)).status,
    listKeys: (await listKeys(client)).status,
  };
  expect(statuses).toEqual(expected);
});

test('a missing scope is named', async () => {
  const answer = await write(await given.key(owner, ['read']));
  expect(answer.body).toEqual({
    status: 'error',
    message: 'The API key lacks the scope write',
    code: 'FORBIDDEN',
  });
});

test('no key makes or revokes keys, or signs its user out', async () => {
  const key = await create({ scopes: ['admin'] });
  const client = withKey(key.key);
  expect((await client.post(path, { scopes: ['read'] })).status).toBe(403);
  expect((await client.delete(`${path}/${key.id}`)).status).toBe(403);
  expect((await client.post('/api/v1/auth/logout')).status).toBe(403);
});

test('the key of a user who does not run the installation does not either', async () => {
  const client = await given.key(owner, ['admin']);
  expect((await client.get('/api/v1/health/status')).status).toBe(403);
  expect((await client.get('/api/v1/metrics')).status).toBe(403);
});

test('the key of an administrator needs the scope for it', async () => {
  const administrator = { client: await given.admin() } as Member;
  expect((await (await given.key(administrator, ['read', 'write'])).get('/api/v1/metrics')).status).toBe(403);
  expect((await (await given.key(administrator, ['admin'])).get('/api/v1/metrics')).status).toBe(200);
});

test('a revoked key is refused at once and leaves the list', async () => {
  const key = await create();
  const client = withKey(key.key);
  expect((await read(client)).status).toBe(200);
  expect((await owner.client.delete(`${path}/${key.id}`)).body).toEqual({
    status: 'success',
    message: 'API key revoked',
    data: null,
  });
  const answer = await read(client);
  expect(answer.status).toBe(401);
  expect(answer.body.code).toBe('UNAUTHORIZED');
  const ids = data(await owner.client.get(`${path}?limit=100`)).map(({ id }: { id: string }) => id);
  expect(ids).not.toContain(key.id);
  expect((await owner.client.delete(`${path}/${key.id}`)).status).toBe(404);
});

test('an expired key is refused', async () => {
  const key = await create({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
  expect((await read(withKey(key.key))).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  expect((await read(withKey(key.key))).status).toBe(401);
});

test.each([
  ['expiresAt', new Date(Date.now() - 1_000).toISOString()],
  ['expiresAt', 'tomorrow'],
  ['scopes', []],
  ['scopes', ['root']],
  ['scopes', 'read'],
  ['name', ''],
])('the %s %j is refused', async (field, value) => {
  const answer = await owner.client.post(path, { [field]: value });
  expect(answer.status).toBe(400);
  expect(answer.body.details[0].path).toMatch(new RegExp(`^body\\.${field}`));
});

test('a key of another organisation is as absent as one that never was', async () => {
  const key = await create();
  const stranger = await given.owner();
  const foreign = await stranger.client.delete(`${path}/${key.id}`);
  const absent = await stranger.client.delete(`${path}/${unusedId()}`);
  expect(foreign.status).toBe(404);
  expect(foreign.body).toEqual(absent.body);
  expect(data(await stranger.client.get(path))).toEqual([]);
  expect((await read(withKey(key.key))).status).toBe(200);
});

test('the use of a key is noted', async () => {
  const key = await create();
  await read(withKey(key.key));
  const listed = data(await owner.client.get(`${path}?limit=100`)).find(
    ({ id }: { id: string }) => id === key.id,
  );
  expect(Math.abs(Date.now() - Date.parse(listed.lastUsedAt))).toBeLessThan(10_000);
});

test('nothing that looks like a key but is none opens anything', async () => {
  const { key } = await create();
  for (const wrong of ['plx_', key.slice(0, -1), `${key}a`, key.toUpperCase(), `${key},${key}`])
    expect((await read(withKey(wrong))).status).toBe(401);
});
