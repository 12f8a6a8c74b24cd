import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { mailsTo, mailTo, tokenIn } from '../../test/helpers/outbox.js';
import { storeUrls } from '../../test/helpers/stores.js';
import { until } from '../../test/helpers/until.js';

const given = createGiven(platformUrl());
const mongo = new mongoose.mongo.MongoClient(storeUrls('platform').mongodb);
const collection = (name: string) => mongo.db('platform').collection<{ _id: string }>(name);
beforeAll(() => mongo.connect().then(() => undefined));
afterAll(() => mongo.close());

const ask = (email: string) => given.anonymous.post('/api/v1/auth/password-reset-request', { email });
const reset = (token: string, password: string) =>
  given.anonymous.post('/api/v1/auth/password-reset', { token, password });
const login = (member: Member, password: string) =>
  given.anonymous.post('/api/v1/auth/login', { username: member.user.username, password });
const asked = async (member: Member, count = 1): Promise<string> => {
  expect((await ask(member.user.email)).status).toBe(200);
  return tokenIn(await mailTo(member.user.email, count));
};
const wrong = {
  status: 'error',
  message: 'body.token: the token is wrong, was used or has expired',
  code: 'VALIDATION_ERROR',
  details: [{ path: 'body.token', message: 'the token is wrong, was used or has expired' }],
};

test('a mailed token sets a new password once, ends every session, and leaves API keys alone', async () => {
  const member = await given.owner();
  const key = await given.key(member, ['read']);
  const token = await asked(member);
  const done = await reset(token, 'a brand new password');
  expect([done.status, done.body]).toEqual([
    200,
    { status: 'success', message: 'The password was changed; sign in with it', data: null },
  ]);
  expect((await login(member, member.password)).status).toBe(401);
  const session = data(await login(member, 'a brand new password'));
  expect((await member.client.get('/api/v1/auth/me')).status).toBe(401);
  const { refreshToken } = member;
  expect((await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken })).status).toBe(401);
  expect((await key.get('/api/v1/auth/me')).status).toBe(200);

  const again = await reset(token, 'yet another password');
  expect([again.status, again.body]).toEqual([400, wrong]);
  const entries = data(await given.signedIn(session).get('/api/v1/audit-log?action=user.password-reset'));
  expect(entries).toMatchObject([
    {
      actorId: member.user.id,
      via: null,
      target: { type: 'user', id: member.user.id },
      details: { sessionsEnded: 1 },
    },
  ]);
  expect((await mailTo(member.user.email, 2)).subject).toBe('Your password was changed');
});

test('the answer does not tell whether an address has an account, and nobody without one gets a message', async () => {
  const member = await given.owner();
  const stranger = `${unique('nobody')}@example.org`;
  const [known, unknown] = [await ask(member.user.email), await ask(stranger)];
  expect(known.status).toBe(200);
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  await mailTo(member.user.email);
  await until(async () => (await collection('mails').countDocuments()) === 0);
  expect(mailsTo(stranger)).toEqual([]);
});

test('the address is found in any case of its letters', async () => {
  const member = await given.owner();
  await ask(member.user.email.toUpperCase());
  expect((await mailTo(member.user.email)).text).toContain(member.user.username);
});

test('a new request makes the token before useless', async () => {
  const member = await given.owner();
  const first = await asked(member);
  const second = await asked(member, 2);
  expect((await reset(first, 'not with this one')).body).toEqual(wrong);
  expect((await reset(second, 'but with this one')).status).toBe(200);
});

test('wrong and expired tokens are answered alike, and change nothing', async () => {
  const member = await given.owner();
  const token = await asked(member);
  await collection('passwordResets').updateOne(
    { _id: member.user.id },
    { $set: { expiresAt: new Date(Date.now() - 1) } },
  );
  for (const bad of [token, 'rst_nothing', token.slice(0, -1), `${token}x`]) {
    const answer = await reset(bad, 'a brand new password');
    expect([answer.status, answer.body]).toEqual([400, wrong]);
  }
  expect((await login(member, member.password)).status).toBe(200);
});

test('a password that is too short spends no token', async () => {
  const member = await given.owner();
  const token = await asked(member);
  const short = await reset(token, 'short');
  expect([short.status, short.body.details[0].path]).toEqual([400, 'body.password']);
  expect((await reset(token, 'long enough for it')).status).toBe(200);
});

test('of many who use a token at once one succeeds', async () => {
  const member = await given.owner();
  const token = await asked(member);
  const answers = await Promise.all([1, 2, 3, 4].map((n) => reset(token, `password number ${n}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
});

test('only a digest of the token is stored, and neither log nor queue ever has it', async () => {
  const member = await given.owner();
  const token = await asked(member);
  const stored = await collection('passwordResets').findOne({ _id: member.user.id });
  expect(JSON.stringify(stored)).not.toContain(token.slice(4));
  expect(JSON.stringify(await collection('mails').find().toArray())).not.toContain(member.user.email);
  const folder = process.env.TEST_PLATFORM_DATA!;
  for (const file of readdirSync(join(folder, 'logs')))
    expect(readFileSync(join(folder, 'logs', file), 'utf8')).not.toContain(token.slice(4));
  expect(statSync(join(folder, 'outbox.jsonl')).mode & 0o777).toBe(0o600);
});

test('a user with two-factor authentication still needs the second factor after a reset', async () => {
  const member = await given.owner();
  const { secret } = data(await member.client.post('/api/v1/auth/totp/enroll'));
  const { Secret, TOTP } = await import('otpauth');
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  data(await member.client.post('/api/v1/auth/totp/confirm', { code }));
  expect((await reset(await asked(member), 'a brand new password')).status).toBe(200);
  expect((await login(member, 'a brand new password')).body.code).toBe('TOTP_REQUIRED');
});

test('what is no address is refused with the field', async () => {
  const answer = await given.anonymous.post('/api/v1/auth/password-reset-request', { email: 'ada' });
  expect([answer.status, answer.body.details[0].path]).toEqual([400, 'body.email']);
});

test('an invitation is mailed with its token', async () => {
  const [host, guest] = [await given.owner(), await given.owner()];
  const invitation = { email: guest.user.email, role: 'editor' };
  const { token } = data(await host.client.post('/api/v1/organization/invitations', invitation), 201);
  const mail = await mailTo(guest.user.email);
  expect(tokenIn(mail)).toBe(token);
  expect(mail.text).toContain(`${host.user.username}'s organization`);
  expect(mail.text).toContain('as editor');
  data(await guest.client.post('/api/v1/organization/invitations/accept', { token: tokenIn(mail) }));
});
