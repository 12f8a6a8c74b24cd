import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
const path = '/api/v1/organization/invitations';
const mongo = new mongoose.mongo.MongoClient(storeUrls('platform').mongodb);
const stored = () => mongo.db('platform').collection<{ _id: string }>('invitations');
let host: Member;
beforeAll(async () => {
  await mongo.connect();
  host = await given.owner();
});
afterAll(() => mongo.close());

const address = () => `${unique('guest')}@example.org`;
const invite = async (email: string, role = 'editor', by = host) =>
  data(await by.client.post(path, { email, role }), 201);
const accept = ({ client }: Member, token: unknown) => client.post(`${path}/accept`, { token });
const listed = async (query = '') => data(await host.client.get(`${path}?limit=100${query}`));
const refusal = { status: 'error', message: 'Invitation not found', code: 'NOT_FOUND' };

test('an invitation shows its token once and keeps only a digest', async () => {
  const email = address();
  const invitation = await invite(email, 'viewer');
  expect(invitation).toEqual({
    id: expect.any(String),
    email,
    role: 'viewer',
    status: 'pending',
    invitedBy: host.user.id,
    token: expect.stringMatching(/^inv_[\w-]{43}$/),
    expiresAt: expect.any(String),
    acceptedAt: null,
    createdAt: expect.any(String),
  });
  const { token, ...rest } = invitation;
  expect(Date.parse(invitation.expiresAt) - Date.now()).toBeGreaterThan(6 * 86_400_000);
  expect(await listed(`&search=${email}`)).toEqual([rest]);
  const document = JSON.stringify(await stored().findOne({ _id: invitation.id }));
  expect(document).not.toContain(token);
  expect(document).not.toContain(token.slice(4));
});

test('who is invited joins with the role, keeps their own organisation, and works in the new one', async () => {
  const guest = await given.owner();
  const { id, token } = await invite(guest.user.email.toUpperCase(), 'editor');
  const joined = data(await accept(guest, token));
  expect(joined).toMatchObject({ id: host.user.organizationId, role: 'editor' });
  expect(data(await guest.client.get('/api/v1/organization'))).toEqual(joined);
  expect(data(await guest.client.get('/api/v1/auth/organizations'))).toHaveLength(2);
  expect((await listed('&status=accepted')).find((one: { id: string }) => one.id === id)).toMatchObject({
    status: 'accepted',
    acceptedAt: expect.any(String),
  });
});

test('a member who repeats an acceptance changes nothing; one who was removed does not come back by it', async () => {
  const guest = await given.owner();
  const { token } = await invite(guest.user.email);
  const first = data(await accept(guest, token));
  expect(data(await accept(guest, token))).toEqual(first);
  await host.client.delete(`/api/v1/organization/members/${guest.user.id}`);
  const session = data(
    await given.anonymous.post('/api/v1/auth/login', {
      username: guest.user.username,
      password: guest.password,
    }),
  );
  const again = await given.signedIn(session).post(`${path}/accept`, { token });
  expect([again.status, again.body]).toEqual([404, refusal]);
});

test('whatever is wrong with a token, the answer is the same', async () => {
  const guest = await given.owner();
  const other = await given.owner();
  const foreign = await invite(other.user.email);
  const revoked = await invite(guest.user.email);
  await host.client.delete(`${path}/${revoked.id}`);
  const replaced = await invite(guest.user.email);
  const expired = await invite(guest.user.email);
  await stored().updateOne({ _id: expired.id }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  for (const token of [
    foreign.token,
    revoked.token,
    replaced.token,
    expired.token,
    `inv_${unique()}`,
    foreign.id,
  ]) {
    const answer = await accept(guest, token);
    expect([answer.status, answer.body]).toEqual([404, refusal]);
  }
  expect(data(await guest.client.get('/api/v1/auth/organizations'))).toHaveLength(1);
  expect((await accept(other, foreign.token)).status).toBe(200);
  for (const wrong of ['', 5, { $ne: '' }, undefined, 'x'.repeat(513)])
    expect((await accept(guest, wrong)).status).toBe(400);
});

test('of several acceptances at once each is answered, and one membership results', async () => {
  const guest = await given.owner();
  const { token } = await invite(guest.user.email);
  const answers = await Promise.all(Array.from({ length: 4 }, () => accept(guest, token)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const found = data(await host.client.get(`/api/v1/organization/members?search=${guest.user.username}`));
  expect(found).toHaveLength(1);
});

test('accepting and revoking at once: one of both happens', async () => {
  for (let round = 0; round < 4; round++) {
    const guest = await given.owner();
    const { id, token } = await invite(guest.user.email);
    const [accepted, revoked] = await Promise.all([
      accept(guest, token),
      host.client.delete(`${path}/${id}`),
    ]);
    expect([
      [200, 404],
      [404, 200],
    ]).toContainEqual([accepted.status, revoked.status]);
    const count = data(await guest.client.get('/api/v1/auth/organizations')).length;
    expect(count).toBe(accepted.status === 200 ? 2 : 1);
  }
});

test('inviting an address again replaces the earlier invitation, also at once', async () => {
  const email = address();
  const first = await invite(email);
  const second = await invite(email.toUpperCase(), 'viewer');
  const all = await listed(`&search=${email}`);
  expect(all.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    [second.id, 'pending'],
    [first.id, 'revoked'],
  ]);
  await Promise.all(Array.from({ length: 4 }, () => invite(email)));
  expect(await listed(`&search=${email}&status=pending`)).toHaveLength(1);
});

test('a member is not invited again', async () => {
  const guest = await given.member(host, 'viewer');
  for (const email of [guest.user.email, guest.user.email.toUpperCase(), host.user.email])
    expect((await host.client.post(path, { email, role: 'owner' })).status).toBe(409);
});

test('the open invitations of an organisation are limited', async () => {
  const owner = await given.owner();
  const template = await invite(address(), 'viewer', owner);
  const document = await stored().findOne({ _id: template.id });
  const copies = Array.from({ length: 199 }, () => ({
    ...document!,
    _id: unusedId(),
    hash: unique(),
    emailKey: address(),
  }));
  await stored().insertMany(copies);
  expect((await owner.client.post(path, { email: address(), role: 'viewer' })).status).toBe(409);
  // Those who are invited again count once, and one that is revoked makes room.
  await invite(copies[0]!.emailKey, 'viewer', owner);
  await owner.client.delete(`${path}/${copies[1]!._id}`);
  await invite(address(), 'viewer', owner);
});

test('the list tells what has expired and filters by it', async () => {
  const { id } = await invite(address());
  await stored().updateOne({ _id: id }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  const states = async (status: string) =>
    (await listed(`&status=${status}`)).map((one: { id: string }) => one.id);
  expect(await states('expired')).toContain(id);
  expect(await states('pending')).not.toContain(id);
  expect((await listed()).find((one: { id: string }) => one.id === id).status).toBe('expired');
  expect((await host.client.get(`${path}?status=open`)).status).toBe(400);
});

test('only owners invite, read and revoke invitations', async () => {
  const { id } = await invite(address());
  for (const role of ['viewer', 'editor'] as const) {
    const { client } = await given.member(host, role);
    const body = { email: address(), role: 'viewer' };
    const statuses = [
      await client.post(path, body),
      await client.get(path),
      await client.delete(`${path}/${id}`),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403]);
  }
  const stranger = await given.owner();
  const foreign = await stranger.client.delete(`${path}/${id}`);
  expect([foreign.status, foreign.body]).toEqual([404, refusal]);
  expect((await stranger.client.delete(`${path}/${unusedId()}`)).body).toEqual(foreign.body);
  expect(data(await stranger.client.get(path))).toEqual([]);
  expect((await host.client.delete(`${path}/${id}`)).status).toBe(200);
  expect((await host.client.delete(`${path}/${id}`)).status).toBe(404);
});

test.each(['removed', 'demoted'])('the invitations of an owner who is %s end', async (how) => {
  const rogue = await given.member(host, 'owner');
  const accomplice = await given.owner();
  const { token } = await invite(accomplice.user.email, 'owner', rogue);
  const member = `/api/v1/organization/members/${rogue.user.id}`;
  data(
    how === 'removed' ? await host.client.delete(member) : await host.client.put(member, { role: 'viewer' }),
  );
  expect((await accept(accomplice, token)).status).toBe(404);
});

test.each([
  ['email', 'nobody'],
  ['email', { $ne: null }],
  ['email', `${'a'.repeat(250)}@example.org`],
  ['role', 'admin'],
  ['role', undefined],
  ['token', 'inv_own'],
  ['expiresAt', '2099-01-01T00:00:00.000Z'],
  ['organizationId', 'x'],
])('the %s %j is refused', async (field, value) => {
  const answer = await host.client.post(path, { email: address(), role: 'viewer', [field]: value });
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test('an API key does not accept invitations', async () => {
  const guest = await given.owner();
  const { token } = await invite(guest.user.email);
  const key = await given.key(guest, ['admin']);
  expect((await key.post(`${path}/accept`, { token })).status).toBe(403);
  expect((await accept(guest, token)).status).toBe(200);
});
