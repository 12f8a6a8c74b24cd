import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { mailTo } from '../../test/helpers/outbox.js';
import { administrator } from '../../test/helpers/platform.js';
import { storeUrls } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
const path = '/api/v1/admin/users';
const mongo = new mongoose.mongo.MongoClient(storeUrls('platform').mongodb);
const collection = (name: string) => mongo.db('platform').collection<{ _id: string }>(name);
let admin: TestClient;
beforeAll(async () => {
  await mongo.connect();
  admin = await given.admin();
});
afterAll(() => mongo.close());

const login = ({ user, password }: Member) =>
  given.anonymous.post('/api/v1/auth/login', { username: user.username, password });
const gone = { status: 'error', message: 'User not found', code: 'NOT_FOUND' };
const me = '/api/v1/auth/me';

test('users are listed, searched, filtered and sorted', async () => {
  const mark = unique('mark');
  const [one, two] = [await given.owner(), await given.owner()];
  await one.client.put(me, { name: `Zoe ${mark}` });
  await two.client.put(me, { username: `${mark}-aa` });
  const list = async (query: string): Promise<{ id: string }[]> => data(await admin.get(`${path}?${query}`));
  const ids = async (query: string) => (await list(query)).map(({ id }) => id);

  expect(await ids(`search=${mark.toUpperCase()}`)).toEqual([two.user.id, one.user.id]);
  expect(await ids(`search=${mark}&sort=createdAt:asc`)).toEqual([one.user.id, two.user.id]);
  expect(await ids(`search=${mark}&sort=username:asc`)).toEqual([two.user.id, one.user.id]);
  expect(await ids(`search=${mark}&limit=1&page=2`)).toEqual([one.user.id]);
  expect(await ids(`search=${one.user.email}`)).toEqual([one.user.id]);
  expect(await ids(`search=${mark}&role=admin`)).toEqual([]);
  data(await admin.put(`${path}/${two.user.id}`, { status: 'suspended' }));
  expect(await ids(`search=${mark}&status=suspended`)).toEqual([two.user.id]);
  expect(await ids(`search=${mark}&status=active`)).toEqual([one.user.id]);
  expect(await list(`search=${one.user.email}`)).toEqual([
    {
      ...one.user,
      name: `Zoe ${mark}`,
      user_id: one.user.id,
      status: 'active',
      deletionJobId: null,
      updatedAt: expect.any(String),
    },
  ]);
  const { pagination } = (await admin.get(`${path}?search=${mark}&limit=1`)).body;
  expect(pagination).toEqual({ total: 2, pages: 2, page: 1, limit: 1 });
  for (const [query, field] of [
    ['sort=passwordHash:asc', 'query.sort'],
    ['role=member', 'query.role'],
    ['limit=0', 'query.limit'],
  ]) {
    const answer = await admin.get(`${path}?${query}`);
    expect([answer.status, answer.body.details[0].path]).toEqual([400, field]);
  }
});

test('a user is read with organisations, sessions and keys, and without anything secret', async () => {
  const member = await given.owner();
  const host = await given.owner();
  const { token } = data(
    await host.client.post('/api/v1/organization/invitations', { email: member.user.email, role: 'viewer' }),
    201,
  );
  await given.key(member, ['read']);
  data(await login(member));
  const read = async () => data(await admin.get(`${path}/${member.user.id}`));
  expect(await read()).toMatchObject({
    ...{ id: member.user.id, user_id: member.user.id, status: 'active', twoFactor: false },
    ...{ sessions: 2, apiKeys: 1 },
    organizations: [{ id: member.user.organizationId, role: 'owner' }],
  });
  await member.client.delete('/api/v1/auth/sessions');
  data(await member.client.post('/api/v1/organization/invitations/accept', { token }));
  const after = await read();
  expect([after.sessions, after.organizations.map(({ role }: { role: string }) => role)]).toEqual([
    1,
    ['owner', 'viewer'],
  ]);
  expect(JSON.stringify(after)).not.toMatch(/hash|password|secret/i);
  for (const id of [unusedId(), 'x', member.user.organizationId])
    expect((await admin.get(`${path}/${id}`)).body).toEqual(gone);
});

test('a suspended user is out at once, with sessions and keys, until active again', async () => {
  const member = await given.owner();
  const key = await given.key(member, ['read']);
  const change = async (body: object) => data(await admin.put(`${path}/${member.user.id}`, body));
  expect((await change({ status: 'suspended' })).status).toBe('suspended');
  expect((await member.client.get(me)).status).toBe(401);
  expect((await key.get(me)).status).toBe(401);
  expect((await login(member)).status).toBe(401);
  const { refreshToken } = member;
  expect((await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken })).status).toBe(401);
  await change({ status: 'active' });
  expect((await login(member)).status).toBe(200);
  expect((await key.get(me)).status).toBe(200);
  expect((await member.client.get(me)).status).toBe(401);
  const log = data(await admin.get(`/api/v1/admin/audit-log?target=${member.user.id}`));
  expect(log.map(({ action, details }: Record<string, unknown>) => [action, details])).toEqual([
    ['user.status-changed', { from: 'suspended', to: 'active' }],
    ['user.status-changed', { from: 'active', to: 'suspended' }],
  ]);
});

test('role, name and address are changed; the new role holds from the next request on', async () => {
  const member = await given.owner();
  const email = `${unique('moved')}@example.org`;
  const put = (body: object) => admin.put(`${path}/${member.user.id}`, body);
  const changed = data(await put({ role: 'admin', name: 'Ada', email }));
  expect(changed).toMatchObject({ role: 'admin', name: 'Ada', email });
  expect((await member.client.get(path)).status).toBe(200);
  expect((await mailTo(member.user.email)).subject).toBe('Your e-mail address was changed');
  data(await put({ role: 'moderator', name: null }));
  expect((await member.client.get(path)).status).toBe(403);
  expect(data(await member.client.get(me))).toMatchObject({ role: 'moderator', name: null, email });
  const other = await given.owner();
  const taken = await put({ email: other.user.email });
  expect([taken.status, taken.body.message]).toEqual([409, 'This e-mail address is taken']);
  for (const body of [{ role: 'root' }, { status: 'deleting' }, { passwordHash: 'x' }, { name: '' }])
    expect((await put(body)).status).toBe(400);
  expect((await admin.put(`${path}/${unusedId()}`, { name: 'x' })).body).toEqual(gone);
});

test('the last administrator keeps role, status and account', async () => {
  const own = data(await admin.get(me)).id;
  const others: { id: string }[] = data(await admin.get(`${path}?role=admin&status=active&limit=100`));
  for (const { id } of others) if (id !== own) data(await admin.put(`${path}/${id}`, { role: 'user' }));
  for (const body of [{ role: 'user' }, { role: 'moderator' }, { status: 'suspended' }])
    expect((await admin.put(`${path}/${own}`, body)).status).toBe(409);
  expect((await admin.delete(`${path}/${own}`)).status).toBe(409);
  expect((await admin.get(path)).status).toBe(200);
});

test('nobody but administrators gets in, and no key changes users', async () => {
  const member = await given.owner();
  const moderator = await given.owner();
  data(await admin.put(`${path}/${moderator.user.id}`, { role: 'moderator' }));
  const calls: [string, string, object?][] = [
    ['GET', path],
    ['GET', `${path}/${member.user.id}`],
    ['PUT', `${path}/${member.user.id}`, { name: 'x' }],
    ['DELETE', `${path}/${member.user.id}`],
  ];
  for (const [method, at, body] of calls) {
    for (const { client } of [member, moderator])
      expect((await client.send(method, at, body)).status).toBe(403);
    expect((await given.anonymous.send(method, at, body)).status).toBe(401);
  }
  const session = data(await given.anonymous.post('/api/v1/auth/login', administrator));
  const key = await given.key({ ...member, client: given.signedIn(session) }, ['admin']);
  expect((await key.get(path)).status).toBe(200);
  expect((await key.put(`${path}/${member.user.id}`, { name: 'x' })).status).toBe(403);
  expect((await key.delete(`${path}/${member.user.id}`)).status).toBe(403);
});

/** In which collections an id still occurs, in whatever field. */
async function traces(id: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of await mongo.db('platform').listCollections().toArray()) {
    let count = 0;
    for await (const document of collection(name).find()) if (JSON.stringify(document).includes(id)) count++;
    if (count > 0) found[name] = count;
  }
  return found;
}

test('a deleted user is out at once; a job removes them with the organisation that was theirs alone', async () => {
  const member = await given.owner();
  const former = await given.member(member, 'editor');
  await member.client.delete(`/api/v1/organization/members/${former.user.id}`);
  const key = await given.key(member, ['read', 'write']);
  const bot = await given.chatbot(member);
  const base = await given.knowledgeBase(member, bot.id);
  await given.documents(member, base.id, { 'a.md': 'The house is blue.' });
  const headers = { 'Idempotency-Key': unique() };
  const message = { message: 'What colour is the house?' };
  data(await member.client.post(`/api/v1/chatbots/${bot.id}/conversation`, message, headers));

  const deleted = await admin.delete(`${path}/${member.user.id}`);
  const { jobId } = data(deleted);
  expect(deleted.body.data).toEqual({
    id: member.user.id,
    user_id: member.user.id,
    jobId: expect.any(String),
  });
  expect((await member.client.get(me)).status).toBe(401);
  expect((await key.get(me)).status).toBe(401);
  expect((await login(member)).status).toBe(401);
  const job = await given.finished(admin, jobId);
  expect(job).toMatchObject({
    ...{ kind: 'user-deletion', status: 'completed', subject: { type: 'user', id: member.user.id } },
    progress: { total: 2, done: 2, failed: 0, skipped: 0 },
  });
  expect((await admin.get(`${path}/${member.user.id}`)).body).toEqual(gone);
  expect((await admin.delete(`${path}/${member.user.id}`)).body).toEqual(gone);

  // The log and the job that did it know ids; nothing else knows anything.
  expect(Object.keys(await traces(member.user.organizationId)).sort()).toEqual([
    'auditEntries',
    'jobItems',
    'users',
  ]);
  expect(Object.keys(await traces(member.user.id)).sort()).toEqual(['auditEntries', 'jobItems', 'jobs']);
  for (const mark of [bot.id, member.user.username, member.user.email, base.id])
    expect([mark, await traces(mark)]).toEqual([mark, {}]);
  // Somebody who worked there once is not harmed.
  expect((await login(former)).status).toBe(200);
  const log = data(await admin.get(`/api/v1/admin/audit-log?target=${member.user.id}`));
  expect(log.map(({ action }: { action: string }) => action)).toEqual([
    'user.deleted',
    'user.deletion-requested',
  ]);
  // The name is free again.
  const { username, email } = member.user;
  data(
    await given.anonymous.post('/api/v1/auth/register', { username, email, password: 'somebody else' }),
    201,
  );
}, 120_000);

test('what was made in an organisation of others stays, by an unnamed author, and has an owner', async () => {
  const host = await given.owner();
  const viewer = await given.member(host, 'viewer');
  const editor = await given.member(host, 'editor');
  const later = await given.member(host, 'editor');
  const bot = await given.chatbot(host);
  const theirs = await given.chatbot(editor);
  const { jobId } = data(await admin.delete(`${path}/${host.user.id}`));
  await given.finished(admin, jobId);

  const members = data(await editor.client.get('/api/v1/organization/members'));
  expect(members.map(({ userId, role }: Record<string, string>) => [userId, role])).toEqual([
    [viewer.user.id, 'viewer'],
    [editor.user.id, 'owner'],
    [later.user.id, 'editor'],
  ]);
  expect(data(await editor.client.get(`/api/v1/chatbots/${bot.id}`)).createdBy).toBe('deleted-user');
  expect(data(await editor.client.get(`/api/v1/chatbots/${theirs.id}`)).createdBy).toBe(editor.user.id);
  const log = data(await editor.client.get('/api/v1/audit-log'));
  expect(log.slice(0, 2)).toMatchObject([
    { action: 'member.removed', actorId: null, target: { type: 'user', id: host.user.id } },
    {
      action: 'organization.owner-replaced',
      target: { id: editor.user.id },
      details: { from: host.user.id },
    },
  ]);
  const invitations = await collection('invitations')
    .find({ acceptedBy: editor.user.id } as object)
    .toArray();
  expect(invitations).toMatchObject([{ invitedBy: 'deleted-user' }]);
}, 60_000);

test('without an editor the oldest member becomes the owner', async () => {
  const host = await given.owner();
  const [first] = [await given.member(host, 'viewer'), await given.member(host, 'viewer')];
  await given.finished(admin, data(await admin.delete(`${path}/${host.user.id}`)).jobId);
  expect(data(await first.client.get('/api/v1/organization'))).toMatchObject({ role: 'owner', members: 2 });
}, 60_000);

test('asking twice makes one job, which can be neither stopped nor repeated', async () => {
  const member = await given.owner();
  const [one, two] = await Promise.all([1, 2].map(() => admin.delete(`${path}/${member.user.id}`)));
  const { jobId } = data(one!);
  expect([
    data(two!).jobId,
    await collection('jobs').countDocuments({ 'subject.id': member.user.id }),
  ]).toEqual([jobId, 1]);
  for (const wish of ['cancel', 'pause', 'retry'])
    expect((await admin.post(`/api/v1/jobs/${jobId}/${wish}`)).status).toBe(409);
  expect((await given.finished(admin, jobId)).status).toBe('completed');
  expect((await admin.post(`/api/v1/jobs/${jobId}/retry`)).status).toBe(409);
  expect((await admin.put(`${path}/${member.user.id}`, { status: 'active' })).status).toBe(404);
}, 60_000);
