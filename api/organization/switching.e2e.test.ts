import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
const path = '/api/v1/auth/organization';
let host: Member;
let guest: Member;
beforeAll(async () => {
  host = await given.owner();
  guest = await given.member(host, 'editor');
});

const switchTo = (member: Member, organizationId: unknown) => member.client.put(path, { organizationId });
const where = async (client: Member['client']) => data(await client.get('/api/v1/auth/me')).organizationId;

test('a user sees the organisations they belong to, and which one the session works in', async () => {
  const answer = await guest.client.get('/api/v1/auth/organizations');
  expect(answer.body.pagination.total).toBe(2);
  expect(data(answer)).toEqual([
    {
      id: guest.user.organizationId,
      name: `${guest.user.username}'s organization`,
      role: 'owner',
      active: false,
      createdAt: expect.any(String),
    },
    expect.objectContaining({ id: host.user.organizationId, role: 'editor', active: true }),
  ]);
});

test('a session works in one organisation at a time and goes over at once', async () => {
  const theirs = await given.chatbot(host);
  const see = async (id: string) => (await guest.client.get(`/api/v1/chatbots/${id}`)).status;
  expect(await see(theirs.id)).toBe(200);
  expect(data(await switchTo(guest, guest.user.organizationId))).toMatchObject({
    id: guest.user.organizationId,
    role: 'owner',
    members: 1,
  });
  expect(await see(theirs.id)).toBe(404);
  const own = await given.chatbot(guest);
  expect(own.organizationId).toBe(guest.user.organizationId);
  await switchTo(guest, host.user.organizationId);
  expect([await see(own.id), await see(theirs.id)]).toEqual([404, 200]);
  expect((await host.client.get(`/api/v1/chatbots/${own.id}`)).status).toBe(404);
});

test('other sessions stay where they are, a refresh stays too, the next sign-in begins where one was last', async () => {
  const login = async () =>
    data(
      await given.anonymous.post('/api/v1/auth/login', {
        username: guest.user.username,
        password: guest.password,
      }),
    );
  await switchTo(guest, host.user.organizationId);
  const other = await login();
  expect(other.user.organizationId).toBe(host.user.organizationId);
  await switchTo(guest, guest.user.organizationId);
  expect(await where(given.signedIn(other))).toBe(host.user.organizationId);
  const refreshed = data(
    await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken: other.refreshToken }),
  );
  expect(refreshed.user.organizationId).toBe(host.user.organizationId);
  expect((await login()).user.organizationId).toBe(guest.user.organizationId);
  await switchTo(guest, host.user.organizationId);
});

test('an API key stays in the organisation that it was made in', async () => {
  const key = await given.key(host, ['read']);
  const bot = await given.chatbot(host);
  const elsewhere = await given.owner();
  const invitation = { email: host.user.email, role: 'viewer' };
  const { token } = data(await elsewhere.client.post('/api/v1/organization/invitations', invitation), 201);
  data(await host.client.post('/api/v1/organization/invitations/accept', { token }));
  expect((await key.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(200);
  expect(data(await key.get('/api/v1/organization')).id).toBe(host.user.organizationId);
  expect((await host.client.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(404);
  await switchTo(host, host.user.organizationId);
});

test('nobody gets into an organisation that is not theirs', async () => {
  const stranger = await given.owner();
  const before = await where(stranger.client);
  const foreign = await switchTo(stranger, host.user.organizationId);
  const absent = await switchTo(stranger, unusedId());
  expect(foreign.status).toBe(404);
  expect(foreign.body).toEqual(absent.body);
  for (const wrong of [{ $ne: null }, '', 5, null, undefined])
    expect((await switchTo(stranger, wrong)).status).toBe(400);
  expect(await where(stranger.client)).toBe(before);
  expect((await (await given.key(stranger, ['admin'])).put(path, { organizationId: before })).status).toBe(
    403,
  );
});
