import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
const path = '/api/v1/organization';
const members = `${path}/members`;
let owner: Member;
let editor: Member;
let viewer: Member;
beforeAll(async () => {
  owner = await given.owner();
  editor = await given.member(owner, 'editor');
  viewer = await given.member(owner, 'viewer');
});

/** An organisation of its own, for what must not disturb the others. */
const team = async (...roles: ('viewer' | 'editor' | 'owner')[]) => {
  const host = await given.owner();
  const guests: Member[] = [];
  for (const role of roles) guests.push(await given.member(host, role));
  return { host, guests };
};
const setRole = (by: Member, of: Member, role: string) => by.client.put(`${members}/${of.user.id}`, { role });
const remove = (by: Member, of: Member) => by.client.delete(`${members}/${of.user.id}`);
const login = async ({ user, password }: Member) =>
  data(await given.anonymous.post('/api/v1/auth/login', { username: user.username, password }));

test('each member sees the organisation with their own role', async () => {
  for (const [member, role] of [
    [owner, 'owner'],
    [editor, 'editor'],
    [viewer, 'viewer'],
  ] as const) {
    expect(data(await member.client.get(path))).toEqual({
      id: owner.user.organizationId,
      name: `${owner.user.username}'s organization`,
      role,
      members: 3,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    });
    expect(data(await member.client.get('/api/v1/auth/me')).organizationId).toBe(owner.user.organizationId);
  }
});

test('owners rename it, others may not', async () => {
  const { host, guests } = await team('editor', 'viewer');
  for (const guest of guests) expect((await guest.client.put(path, { name: 'Mine' })).status).toBe(403);
  const name = unique('Example Inc. ');
  expect(data(await host.client.put(path, { name }))).toMatchObject({ name, members: 3, role: 'owner' });
  expect(data(await guests[0]!.client.get(path)).name).toBe(name);
  expect(data(await host.client.put(path, {})).name).toBe(name);
  for (const wrong of ['', ' ', 'x'.repeat(101), 5, null])
    expect((await host.client.put(path, { name: wrong })).status).toBe(400);
});

test('every member reads the list, in pages, sorted, searched and filtered', async () => {
  for (const { client } of [owner, editor, viewer]) {
    const answer = await client.get(members);
    expect(answer.body.pagination).toEqual({ total: 3, pages: 1, page: 1, limit: 20 });
    expect(data(answer).map(({ userId }: { userId: string }) => userId)).toEqual(
      [owner, editor, viewer].map(({ user }) => user.id),
    );
  }
  const list = async (query: string) => (await viewer.client.get(`${members}?${query}`)).body;
  expect((await list('limit=1')).data).toEqual([
    {
      id: owner.user.id,
      userId: owner.user.id,
      username: owner.user.username,
      email: owner.user.email,
      name: null,
      role: 'owner',
      createdAt: expect.any(String),
    },
  ]);
  expect((await list('limit=2&page=2')).pagination).toEqual({ total: 3, pages: 2, page: 2, limit: 2 });
  const names = (await list('sort=username:desc')).data.map(({ username }: { username: string }) => username);
  expect(names).toEqual([...names].sort().reverse());
  expect((await list('role=editor')).data).toMatchObject([{ userId: editor.user.id }]);
  const found = await list(`search=${viewer.user.username.toUpperCase()}`);
  expect([found.pagination.total, found.data[0].userId]).toEqual([1, viewer.user.id]);
  expect((await list(`search=${encodeURIComponent('.*')}`)).data).toEqual([]);
  for (const query of ['role=admin', 'sort=email:asc', 'sort[$ne]=x'])
    expect((await viewer.client.get(`${members}?${query}`)).status).toBe(400);
});

test('a list never shows a secret', async () => {
  const text = JSON.stringify((await viewer.client.get(members)).body);
  expect(text).not.toMatch(/hash|password|Key"/i);
});

test('a role holds from the next request on', async () => {
  const { host, guests } = await team('viewer');
  const [guest] = guests as [Member];
  expect((await guest.client.post('/api/v1/chatbots', { name: unique() })).status).toBe(403);
  expect(data(await setRole(host, guest, 'editor'))).toMatchObject({ userId: guest.user.id, role: 'editor' });
  const bot = data(await guest.client.post('/api/v1/chatbots', { name: unique() }), 201);
  await setRole(host, guest, 'viewer');
  expect((await guest.client.put(`/api/v1/chatbots/${bot.id}`, { name: 'x' })).status).toBe(403);
  expect((await guest.client.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(200);
});

test('only owners manage members, with whatever id', async () => {
  for (const by of [editor, viewer])
    for (const id of [owner.user.id, unusedId()]) {
      expect((await by.client.put(`${members}/${id}`, { role: 'owner' })).status).toBe(403);
      expect((await by.client.delete(`${members}/${id}`)).status).toBe(403);
    }
  expect((await setRole(viewer, viewer, 'owner')).status).toBe(403);
  expect(data(await viewer.client.get(path)).members).toBe(3);
});

test('somebody of another organisation is as absent as nobody', async () => {
  const stranger = await given.owner();
  for (const id of [stranger.user.id, unusedId(), 'x', '{"$gt":""}'].map(encodeURIComponent)) {
    const changed = await owner.client.put(`${members}/${id}`, { role: 'viewer' });
    const removed = await owner.client.delete(`${members}/${id}`);
    for (const answer of [changed, removed])
      expect([answer.status, answer.body.message]).toEqual([404, 'Member not found']);
  }
  expect(data(await stranger.client.get(path)).role).toBe('owner');
});

test('the last owner stays', async () => {
  const { host, guests } = await team('editor', 'viewer');
  for (const answer of [await setRole(host, host, 'editor'), await remove(host, host)])
    expect([answer.status, answer.body.code]).toEqual([409, 'CONFLICT']);
  await setRole(host, guests[0]!, 'owner');
  expect((await setRole(host, host, 'viewer')).status).toBe(200);
  expect((await remove(guests[0]!, guests[0]!)).status).toBe(409);
  expect((await setRole(guests[0]!, guests[0]!, 'owner')).status).toBe(200);
});

test('owners who demote or leave at once do not leave it without one', async () => {
  const { host, guests } = await team('owner', 'owner');
  const all = [host, ...guests];
  const answers = await Promise.all([
    setRole(all[0]!, all[1]!, 'viewer'),
    setRole(all[1]!, all[2]!, 'viewer'),
    remove(all[2]!, all[2]!),
    remove(all[0]!, all[0]!),
    setRole(all[1]!, all[1]!, 'editor'),
  ]);
  for (const { status } of answers) expect([200, 401, 403, 404, 409]).toContain(status);
  const left = [];
  for (const one of all) {
    const { accessToken } = await login(one);
    const client = given.signedIn({ accessToken });
    await client.put('/api/v1/auth/organization', { organizationId: host.user.organizationId });
    const { id, role } = data(await client.get(path));
    if (id === host.user.organizationId) left.push(role);
  }
  expect(left.filter((role) => role === 'owner').length).toBeGreaterThanOrEqual(1);
});

test('who is removed loses sessions and keys at once; what they made stays', async () => {
  const { host, guests } = await team('owner');
  const [guest] = guests as [Member];
  const bot = await given.chatbot(guest);
  const key = await given.key(guest, ['read']);
  const second = given.signedIn(await login(guest));
  expect((await second.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(200);
  expect((await key.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(200);

  const answer = await remove(host, guest);
  expect(answer.body).toEqual({ status: 'success', message: 'Member removed', data: null });
  for (const client of [guest.client, second, key])
    expect((await client.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(401);
  expect(
    (await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken: guest.refreshToken })).status,
  ).toBe(401);
  expect(data(await host.client.get(`/api/v1/chatbots/${bot.id}`)).name).toBe(bot.name);
  expect((await remove(host, guest)).status).toBe(404);

  // The account itself is untouched: it goes on in the organisation of its own, and the key stays dead even after a return.
  const session = await login(guest);
  expect(session.user.organizationId).toBe(guest.user.organizationId);
  const back = given.signedIn(session);
  expect((await back.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(404);
  const invitation = { email: guest.user.email, role: 'owner' };
  const { token } = data(await host.client.post(`${path}/invitations`, invitation), 201);
  data(await back.post(`${path}/invitations/accept`, { token }));
  expect((await back.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(200);
  expect((await key.get(`/api/v1/chatbots/${bot.id}`)).status).toBe(401);
});

test('a session in another organisation survives a removal', async () => {
  const { host, guests } = await team('viewer');
  const [guest] = guests as [Member];
  const elsewhere = given.signedIn(await login(guest));
  data(await elsewhere.put('/api/v1/auth/organization', { organizationId: guest.user.organizationId }));
  await remove(host, guest);
  expect((await elsewhere.get('/api/v1/auth/me')).status).toBe(200);
});

test('anybody may leave', async () => {
  const { host, guests } = await team('viewer', 'owner');
  for (const guest of guests) {
    expect((await remove(guest, guest)).body.message).toBe('You have left the organisation');
    expect((await guest.client.get(path)).status).toBe(401);
    expect((await login(guest)).user.organizationId).toBe(guest.user.organizationId);
  }
  expect(data(await host.client.get(path)).members).toBe(1);
});

test('who was removed from everywhere finds a new organisation of their own', async () => {
  const { host, guests } = await team('owner');
  const [guest] = guests as [Member];
  expect((await remove(guest, host)).status).toBe(200);
  const sessions = await Promise.all([login(host), login(host), login(host)]);
  const ids = new Set(sessions.map(({ user }) => user.organizationId));
  expect(ids.size).toBe(1);
  expect(ids.has(host.user.organizationId)).toBe(false);
  const client = given.signedIn(sessions[0]);
  expect(data(await client.get(path))).toMatchObject({ role: 'owner', members: 1 });
  expect(data(await client.get('/api/v1/auth/organizations'))).toHaveLength(1);
});

test('keys read the members but never manage them', async () => {
  const key = await given.key(owner, ['admin']);
  expect(data(await key.get(members))).toHaveLength(3);
  expect((await key.put(`${members}/${editor.user.id}`, { role: 'viewer' })).status).toBe(403);
  expect((await key.delete(`${members}/${editor.user.id}`)).status).toBe(403);
  expect((await key.post(`${path}/invitations`, { email: 'a@example.org', role: 'owner' })).status).toBe(403);
});

test.each([
  ['no role', {}],
  ['an unknown role', { role: 'admin' }],
  ['another field', { role: 'viewer', userId: 'x' }],
])('%s is refused', async (_, body) => {
  expect((await owner.client.put(`${members}/${editor.user.id}`, body)).status).toBe(400);
});
