import { expect, test } from '@jest/globals';
import { createGiven, data, platformUrl } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
const refresh = (refreshToken: unknown) =>
  given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken });
const meWith = (accessToken: string) =>
  given.anonymous.get('/api/v1/auth/me', { Authorization: `Bearer ${accessToken}` });

test('a refresh token is exchanged for a new pair of the same user', async () => {
  const { user, refreshToken } = await given.owner();
  const session = data(await refresh(refreshToken));
  expect(Object.keys(session).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'user']);
  expect(session.user).toEqual(user);
  expect(session.refreshToken).not.toBe(refreshToken);
  expect((await meWith(session.accessToken)).status).toBe(200);
  expect((await refresh(session.refreshToken)).status).toBe(200);
});

test('using a spent token ends the whole family', async () => {
  const { client, refreshToken } = await given.owner();
  const second = data(await refresh(refreshToken));
  const third = data(await refresh(second.refreshToken));
  expect((await refresh(refreshToken)).status).toBe(401);
  expect((await refresh(third.refreshToken)).status).toBe(401);
  expect((await meWith(third.accessToken)).status).toBe(401);
  expect((await client.get('/api/v1/auth/me')).status).toBe(401);
});

test('the end of one family leaves the other sessions of the user', async () => {
  const { user, password, refreshToken } = await given.owner();
  const other = data(await given.anonymous.post('/api/v1/auth/login', { username: user.username, password }));
  await refresh(refreshToken);
  await refresh(refreshToken);
  expect((await meWith(other.accessToken)).status).toBe(200);
  expect((await refresh(other.refreshToken)).status).toBe(200);
});

test('of two refreshes at once with one token at most one succeeds, and the family ends', async () => {
  const { refreshToken } = await given.owner();
  const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  const winner = answers.find(({ status }) => status === 200)!.body.data;
  expect((await refresh(winner.refreshToken)).status).toBe(401);
  expect((await meWith(winner.accessToken)).status).toBe(401);
});

test('an unknown token is refused as a spent one is', async () => {
  const { refreshToken } = await given.owner();
  await refresh(refreshToken);
  const [spent, unknown] = [await refresh(refreshToken), await refresh('nothing')];
  expect(spent.status).toBe(401);
  expect(spent.body).toEqual(unknown.body);
});

test('an access token does not refresh and a refresh token does not authenticate', async () => {
  const { client, refreshToken } = await given.owner();
  const accessToken = client.headers.Authorization!.slice('Bearer '.length);
  expect((await refresh(accessToken)).status).toBe(401);
  expect((await meWith(refreshToken)).status).toBe(401);
});

test.each([[undefined], [null], [5], [''], [{ $ne: '' }], [['a']]])(
  'the token %j is refused',
  async (token) => {
    expect((await refresh(token)).status).toBe(400);
  },
);
