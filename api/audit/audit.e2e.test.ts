import { beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
const own = '/api/v1/audit-log';
const all = '/api/v1/admin/audit-log';
let owner: Member;
let stranger: Member;
let admin: TestClient;
let bot: { id: string };
let key: { id: string; key: string };
beforeAll(async () => {
  [owner, stranger, admin] = [await given.owner(), await given.owner(), await given.admin()];
  key = data(await owner.client.post('/api/v1/auth/api-key', { scopes: ['read'] }), 201);
  bot = await given.chatbot(owner);
  await owner.client.delete(`/api/v1/auth/api-key/${key.id}`);
  await owner.client.put('/api/v1/organization', { name: 'Renamed' });
  await owner.client.delete(`/api/v1/chatbots/${bot.id}`);
});

interface Entry {
  id: string;
  action: string;
  organizationId: string | null;
  createdAt: string;
}
const actionsOf = (entries: Entry[]) => entries.map(({ action }) => action);

test('an owner reads what was done in the organisation, newest first', async () => {
  const answer = await owner.client.get(own);
  expect(actionsOf(data(answer))).toEqual([
    'chatbot.deleted',
    'organization.updated',
    'api-key.revoked',
    'api-key.created',
  ]);
  expect(answer.body.pagination).toEqual({ total: 4, pages: 1, page: 1, limit: 20 });
  expect(answer.body.data[0]).toEqual({
    id: expect.any(String),
    organizationId: owner.user.organizationId,
    actorId: owner.user.id,
    via: 'session',
    credentialId: expect.any(String),
    action: 'chatbot.deleted',
    target: { type: 'chatbot', id: bot.id },
    details: {},
    createdAt: expect.stringMatching(/Z$/),
  });
  expect(answer.body.data[1].details).toEqual({ fields: ['name'] });
  expect(JSON.stringify(answer.body)).not.toContain(key.key);
});

test('the log is paged, sorted and filtered', async () => {
  const read = async (query: string): Promise<Entry[]> => data(await owner.client.get(`${own}?${query}`));
  const entries = await read('sort=createdAt:asc');
  expect(actionsOf(entries)[0]).toBe('api-key.created');
  expect(await read('sort=createdAt:asc&limit=1&page=2')).toEqual([entries[1]]);
  expect(actionsOf(await read('action=api-key.revoked'))).toEqual(['api-key.revoked']);
  expect(actionsOf(await read(`target=${key.id}`))).toEqual(['api-key.revoked', 'api-key.created']);
  expect(actionsOf(await read('targetType=organization'))).toEqual(['organization.updated']);
  expect(await read(`actorId=${owner.user.id}`)).toHaveLength(4);
  expect(await read(`actorId=${stranger.user.id}`)).toEqual([]);
  const second = entries[1]!.createdAt;
  const until = await read(`to=${second}`);
  const since = await read(`from=${second}`);
  expect([...since, ...until].map(({ id }) => id)).toEqual(entries.map(({ id }) => id).reverse());
  expect(until.every(({ createdAt }) => createdAt < second)).toBe(true);
});

test('what is wrong with a query is named', async () => {
  for (const [query, path] of [
    ['action=made.up', 'query.action'],
    ['from=yesterday', 'query.from'],
    ['organizationId=x', 'query.organizationId'],
    ['limit=101', 'query.limit'],
  ]) {
    const answer = await owner.client.get(`${own}?${query}`);
    expect([answer.status, answer.body.code, answer.body.details[0].path]).toEqual([
      400,
      'VALIDATION_ERROR',
      path,
    ]);
  }
});

test('another organisation sees nothing of it, whatever it filters by', async () => {
  expect(data(await stranger.client.get(`${own}?target=${bot.id}`))).toEqual([]);
  expect(data(await stranger.client.get(`${own}?actorId=${owner.user.id}`))).toEqual([]);
});

test('only owners read the log of their organisation, and keys only with the scope admin', async () => {
  const host = await given.owner();
  for (const role of ['viewer', 'editor'] as const) {
    const { client } = await given.member(host, role);
    expect((await client.get(own)).status).toBe(403);
  }
  expect((await (await given.key(host, ['read', 'write'])).get(own)).status).toBe(403);
  const entries: Entry[] = data(await (await given.key(host, ['admin'])).get(own));
  expect(actionsOf(entries).filter((action) => action.startsWith('invitation.'))).toEqual([
    'invitation.accepted',
    'invitation.created',
    'invitation.accepted',
    'invitation.created',
  ]);
  expect((await given.anonymous.get(own)).status).toBe(401);
});

test('the administrator reads the logs of all organisations', async () => {
  const filtered = data(await admin.get(`${all}?organizationId=${owner.user.organizationId}`));
  expect(filtered).toEqual(data(await owner.client.get(own)));
  const entries: Entry[] = data(await admin.get(`${all}?limit=100`));
  expect(entries.map(({ createdAt }) => createdAt)).toEqual(
    entries
      .map(({ createdAt }) => createdAt)
      .sort()
      .reverse(),
  );
  expect(new Set(entries.map(({ organizationId }) => organizationId)).size).toBeGreaterThan(1);
  expect(data(await admin.get(`${all}?organizationId=${unusedId()}`))).toEqual([]);
  expect((await owner.client.get(all)).status).toBe(403);
  expect((await (await given.key(owner, ['admin'])).get(all)).status).toBe(403);
  expect((await given.anonymous.get(all)).status).toBe(401);
});

test('members, invitations and sessions: each act has its entry', async () => {
  const host = await given.owner();
  const guest = await given.member(host, 'editor');
  const members = '/api/v1/organization/members';
  await host.client.put(`${members}/${guest.user.id}`, { role: 'viewer' });
  await host.client.put(`${members}/${guest.user.id}`, { role: 'viewer' });
  await host.client.delete(`${members}/${guest.user.id}`);
  const invitation = { email: stranger.user.email, role: 'viewer' };
  const { id } = data(await host.client.post('/api/v1/organization/invitations', invitation), 201);
  await host.client.delete(`/api/v1/organization/invitations/${id}`);
  const login = { username: host.user.username, password: host.password };
  data(await given.anonymous.post('/api/v1/auth/login', login));
  await host.client.delete('/api/v1/auth/sessions');
  // Nobody else's session, and a sign-in that fails, are no acts.
  await host.client.delete('/api/v1/auth/sessions');
  await given.anonymous.post('/api/v1/auth/login', { ...login, password: 'wrong one' });
  const entries = data(await host.client.get(own));
  expect(entries.map(({ action, details }: Entry & { details: object }) => [action, details])).toEqual([
    ['sessions.revoked', { count: 1 }],
    ['invitation.revoked', {}],
    ['invitation.created', { role: 'viewer' }],
    ['member.removed', { role: 'viewer' }],
    ['member.role-changed', { from: 'editor', to: 'viewer' }],
    ['invitation.accepted', { role: 'editor' }],
    ['invitation.created', { role: 'editor' }],
  ]);
  // People are told by their ids alone.
  expect(JSON.stringify(entries)).not.toMatch(/example\.org|user[0-9a-f]{10}/);
});

test('an act that is refused leaves no entry', async () => {
  const host = await given.owner();
  expect((await host.client.delete(`/api/v1/chatbots/${unusedId()}`)).status).toBe(404);
  expect((await host.client.delete(`/api/v1/auth/api-key/${unusedId()}`)).status).toBe(404);
  expect((await host.client.delete(`/api/v1/organization/members/${host.user.id}`)).status).toBe(409);
  expect(data(await host.client.get(own))).toEqual([]);
});

test('what lists the log has indexes for it', async () => {
  const mongo = await new mongoose.mongo.MongoClient(storeUrls('platform').mongodb).connect();
  try {
    const keys = (await mongo.db('platform').collection('auditEntries').indexes()).map((index) => index.key);
    expect(keys).toEqual(
      expect.arrayContaining([
        { createdAt: -1, _id: -1 },
        { organizationId: 1, createdAt: -1, _id: -1 },
      ]),
    );
  } finally {
    await mongo.close();
  }
});
