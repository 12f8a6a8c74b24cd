import { expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { mailsTo, mailTo, tokenIn } from '../../test/helpers/outbox.js';

const given = createGiven(platformUrl());
const me = '/api/v1/auth/me';
const login = (body: object) => given.anonymous.post('/api/v1/auth/login', body);
const second = async (member: Member) =>
  given.signedIn(data(await login({ username: member.user.username, password: member.password })));

test('name and username change without the password; null clears the name', async () => {
  const member = await given.owner();
  const username = unique('renamed');
  const changed = data(await member.client.put(me, { name: 'Ada', username }));
  expect(changed).toEqual({ ...member.user, name: 'Ada', username, updatedAt: expect.any(String) });
  expect(data(await member.client.get(me))).toEqual(changed);
  expect(data(await member.client.put(me, { name: null })).name).toBeNull();
  expect((await login({ username, password: member.password })).status).toBe(200);
  expect((await login({ username: member.user.username, password: member.password })).status).toBe(401);
});

test('a new password needs the present one and ends all other sessions', async () => {
  const member = await given.owner();
  const other = await second(member);
  const password = 'a much better password';
  const missing = await member.client.put(me, { password });
  expect([missing.status, missing.body.details[0].path]).toEqual([400, 'body.currentPassword']);
  const wrong = await member.client.put(me, { password, currentPassword: 'a guess' });
  expect([wrong.status, wrong.body.code]).toEqual([403, 'FORBIDDEN']);
  expect((await other.get(me)).status).toBe(200);

  expect((await member.client.put(me, { password, currentPassword: member.password })).status).toBe(200);
  expect((await other.get(me)).status).toBe(401);
  expect((await member.client.get(me)).status).toBe(200);
  expect((await login({ username: member.user.username, password: member.password })).status).toBe(401);
  expect((await login({ username: member.user.username, password })).status).toBe(200);
  const entries = data(await member.client.get('/api/v1/audit-log'));
  expect(entries).toMatchObject([{ action: 'user.password-changed', details: { sessionsEnded: 1 } }]);
  expect((await mailTo(member.user.email)).subject).toBe('Your password was changed');
});

test('another address needs the password, is told to the former one, and makes its reset token useless', async () => {
  const member = await given.owner();
  const email = `${unique('moved')}@example.org`;
  await given.anonymous.post('/api/v1/auth/password-reset-request', { email: member.user.email });
  const token = tokenIn(await mailTo(member.user.email));
  expect((await member.client.put(me, { email })).status).toBe(400);
  expect((await member.client.put(me, { email, currentPassword: 'a guess' })).status).toBe(403);
  expect(data(await member.client.put(me, { email, currentPassword: member.password })).email).toBe(email);
  expect((await login({ email, password: member.password })).status).toBe(200);
  expect((await mailTo(member.user.email, 2)).subject).toBe('Your e-mail address was changed');
  expect(mailsTo(email)).toEqual([]);
  const reset = await given.anonymous.post('/api/v1/auth/password-reset', {
    token,
    password: 'does not work',
  });
  expect(reset.status).toBe(400);
  const entries = data(await member.client.get('/api/v1/audit-log?action=user.email-changed'));
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain('example.org');
});

test('the same address in other letters is no other address', async () => {
  const member = await given.owner();
  const email = member.user.email.toUpperCase();
  expect(data(await member.client.put(me, { email })).email).toBe(email);
});

test('what somebody else has is taken', async () => {
  const [member, other] = [await given.owner(), await given.owner()];
  const username = await member.client.put(me, { username: other.user.username.toUpperCase() });
  expect([username.status, username.body.message]).toEqual([409, 'This username is taken']);
  const { email } = other.user;
  const address = await member.client.put(me, { email, currentPassword: member.password });
  expect([address.status, address.body.message]).toEqual([409, 'This e-mail address is taken']);
  expect(data(await member.client.get(me))).toMatchObject({ username: member.user.username });
});

test('neither keys nor strangers change an account, and rights are no part of a profile', async () => {
  const member = await given.owner();
  expect((await (await given.key(member, ['admin'])).put(me, { name: 'Key' })).status).toBe(403);
  expect((await given.anonymous.put(me, { name: 'Nobody' })).status).toBe(401);
  for (const field of ['role', 'status', 'organizationId', 'passwordHash']) {
    const answer = await member.client.put(me, { [field]: 'admin' });
    expect([answer.status, answer.body.details[0].path]).toEqual([400, `body.${field}`]);
  }
  expect(data(await member.client.get(me)).role).toBe('user');
});
