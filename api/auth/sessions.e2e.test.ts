import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createGiven, data, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
const path = '/api/v1/auth/sessions';
const mongo = new mongoose.mongo.MongoClient(storeUrls('platform').mongodb);
beforeAll(async () => void (await mongo.connect()));
afterAll(() => mongo.close());

const login = async ({ user, password }: Member, agent = 'Test/1.0') => {
  const body = { username: user.username, password };
  return data(await given.anonymous.post('/api/v1/auth/login', body, { 'User-Agent': agent }));
};
const isIn = async (client: Member['client']) => (await client.get('/api/v1/auth/me')).status === 200;

test('a user sees their sessions, newest first, and which one asks', async () => {
  const owner = await given.owner();
  const phone = given.signedIn(await login(owner, 'Phone/7 '.padEnd(400, 'x')));
  const answer = await phone.get(path);
  expect(answer.body.pagination).toEqual({ total: 2, pages: 1, page: 1, limit: 20 });
  const [second, first] = data(answer);
  expect(second).toEqual({
    id: expect.any(String),
    organizationId: owner.user.organizationId,
    ip: expect.stringMatching(/127\.0\.0\.1$/),
    userAgent: 'Phone/7 '.padEnd(300, 'x'),
    current: true,
    createdAt: expect.any(String),
    lastUsedAt: expect.any(String),
    expiresAt: expect.any(String),
  });
  expect(first.current).toBe(false);
  expect(data(await owner.client.get(`${path}?sort=createdAt:asc&limit=1`))).toMatchObject([
    { id: first.id, current: true },
  ]);
  expect(JSON.stringify(answer.body)).not.toMatch(/hash|token/i);
});

test('a session that is ended is refused from its next request on', async () => {
  const owner = await given.owner();
  const other = await login(owner);
  const client = given.signedIn(other);
  const { id } = data(await client.get(path)).find((one: { current: boolean }) => one.current);
  expect((await owner.client.delete(`${path}/${id}`)).body).toEqual({
    status: 'success',
    message: 'Session ended',
    data: null,
  });
  expect(await isIn(client)).toBe(false);
  const refresh = { refreshToken: other.refreshToken };
  expect((await given.anonymous.post('/api/v1/auth/refresh-token', refresh)).status).toBe(401);
  expect(await isIn(owner.client)).toBe(true);
  expect((await owner.client.delete(`${path}/${id}`)).status).toBe(404);
  expect(data(await owner.client.get(path))).toHaveLength(1);
});

test('one may end the session that asks', async () => {
  const owner = await given.owner();
  const [{ id }] = data(await owner.client.get(path));
  expect((await owner.client.delete(`${path}/${id}`)).status).toBe(200);
  expect(await isIn(owner.client)).toBe(false);
});

test('the session of somebody else is as absent as none', async () => {
  const [owner, stranger] = [await given.owner(), await given.owner()];
  const [{ id }] = data(await owner.client.get(path));
  const foreign = await stranger.client.delete(`${path}/${id}`);
  expect(foreign.status).toBe(404);
  expect(foreign.body).toEqual((await stranger.client.delete(`${path}/${unusedId()}`)).body);
  expect(await isIn(owner.client)).toBe(true);
  expect(data(await stranger.client.get(path))).toHaveLength(1);
});

test('all other sessions end together', async () => {
  const [owner, stranger] = [await given.owner(), await given.owner()];
  const others = [await login(owner), await login(owner), await login(owner)].map(given.signedIn);
  expect(data(await owner.client.delete(path))).toEqual({ ended: 3 });
  expect(await Promise.all(others.map(isIn))).toEqual([false, false, false]);
  expect([await isIn(owner.client), await isIn(stranger.client)]).toEqual([true, true]);
  expect(data(await owner.client.delete(path))).toEqual({ ended: 0 });
});

test('a session whose time is over is neither accepted nor listed', async () => {
  const owner = await given.owner();
  const client = given.signedIn(await login(owner));
  const { id } = data(await client.get(path)).find((one: { current: boolean }) => one.current);
  await mongo
    .db('platform')
    .collection<{ _id: string }>('sessions')
    .updateOne({ _id: id }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  expect(await isIn(client)).toBe(false);
  expect(data(await owner.client.get(path))).toHaveLength(1);
  expect((await owner.client.delete(`${path}/${id}`)).status).toBe(404);
});

test('the last use is noted, to the minute', async () => {
  const owner = await given.owner();
  const [{ id }] = data(await owner.client.get(path));
  const stored = mongo.db('platform').collection<{ _id: string }>('sessions');
  await stored.updateOne({ _id: id }, { $set: { lastUsedAt: new Date(Date.now() - 3_600_000) } });
  await owner.client.get('/api/v1/auth/me');
  const [{ lastUsedAt }] = data(await owner.client.get(path));
  expect(Date.now() - Date.parse(lastUsedAt)).toBeLessThan(60_000);
});

test('API keys have no sessions to show or end', async () => {
  const key = await given.key(await given.owner(), ['admin']);
  for (const answer of [
    await key.get(path),
    await key.delete(path),
    await key.delete(`${path}/${unusedId()}`),
  ])
    expect(answer.status).toBe(403);
});
