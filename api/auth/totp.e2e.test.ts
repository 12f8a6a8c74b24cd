import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { Secret, TOTP, URI } from 'otpauth';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
const path = '/api/v1/auth/totp';
const mongo = new mongoose.mongo.MongoClient(storeUrls('platform').mongodb);
const stored = () => mongo.db('platform').collection<{ _id: string }>('totps');
beforeAll(async () => void (await mongo.connect()));
afterAll(() => mongo.close());

/** The code of a time step, counted from now. */
const codeOf = (secret: string, steps = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
const enroll = async ({ client }: Member) => data(await client.post(`${path}/enroll`));
const confirm = ({ client }: Member, code: unknown) => client.post(`${path}/confirm`, { code });
const login = ({ user, password }: Member, totp?: unknown, more: object = {}) =>
  given.anonymous.post('/api/v1/auth/login', { username: user.username, password, totp, ...more });
const required = { status: 'error', message: expect.any(String), code: 'TOTP_REQUIRED' };
/** Somebody with an authenticator; the code of the time step before this one is spent. */
const withTotp = async () => {
  // A step that ends in the middle of a test would change which codes count.
  if (TOTP.remaining() < 8_000) await sleep(TOTP.remaining() + 50);
  const owner = await given.owner();
  const { secret } = await enroll(owner);
  const { recoveryCodes } = data(await confirm(owner, codeOf(secret, -1)));
  return { owner, secret, recoveryCodes: recoveryCodes as string[] };
};

test('an authenticator is enrolled by a secret and the same as an address', async () => {
  const owner = await given.owner();
  const { secret, uri } = await enroll(owner);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const parsed = URI.parse(uri);
  expect(parsed).toMatchObject({
    issuer: 'Chatbots Platform',
    label: owner.user.username,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  });
  expect(parsed.secret.base32).toBe(secret);
  const document = await stored().findOne({ _id: owner.user.id });
  expect(document).toMatchObject({ secret: expect.stringMatching(/^v1\.[0-9a-f]{8}\./), confirmedAt: null });
  expect(JSON.stringify(document)).not.toContain(secret);
});

test('it asks for nothing until a code is confirmed', async () => {
  const owner = await given.owner();
  const first = await enroll(owner);
  expect((await login(owner)).status).toBe(200);
  const second = await enroll(owner);
  expect(second.secret).not.toBe(first.secret);
  for (const wrong of [codeOf(first.secret), codeOf(second.secret, 9), '12345', 'abcdef', '1234567'])
    expect((await confirm(owner, wrong)).status).toBe(400);
  expect(data(await owner.client.get(path))).toEqual({
    enabled: false,
    confirmedAt: null,
    recoveryCodesLeft: 0,
  });
  expect(data(await confirm(owner, codeOf(second.secret))).recoveryCodes).toHaveLength(10);
  expect(data(await owner.client.get(path))).toEqual({
    enabled: true,
    confirmedAt: expect.any(String),
    recoveryCodesLeft: 10,
  });
  expect((await login(owner)).body).toEqual(required);
});

test('signing in needs a code then, and only who knows the password is told so', async () => {
  const { owner, secret } = await withTotp();
  const missing = await login(owner);
  expect([missing.status, missing.body]).toEqual([401, required]);
  const wrong = await login({ ...owner, password: 'wrong password' });
  expect(wrong.body.code).toBe('UNAUTHORIZED');
  expect((await login({ ...owner, password: 'wrong password' }, codeOf(secret))).body).toEqual(wrong.body);
  const session = data(await login(owner, codeOf(secret)));
  expect(Object.keys(session).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'user']);
  const refresh = { refreshToken: session.refreshToken };
  expect((await given.anonymous.post('/api/v1/auth/refresh-token', refresh)).status).toBe(200);
  expect((await owner.client.get('/api/v1/auth/me')).status).toBe(200);
});

test('a code is good for one use, also when it is used twice at once', async () => {
  const { owner, secret } = await withTotp();
  const code = codeOf(secret);
  const answers = await Promise.all([login(owner, code), login(owner, code), login(owner, code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  expect((await login(owner, code)).body).toEqual(required);
  // Nor does an earlier one count any more; the next one does.
  expect((await login(owner, codeOf(secret, -1))).status).toBe(401);
  expect((await login(owner, codeOf(secret, 1))).status).toBe(200);
});

test('the code that confirmed the authenticator does not sign in', async () => {
  const owner = await given.owner();
  const { secret } = await enroll(owner);
  const code = codeOf(secret);
  data(await confirm(owner, code));
  expect((await login(owner, code)).status).toBe(401);
});

test('codes of long ago and of tomorrow do not count', async () => {
  const { owner, secret } = await withTotp();
  for (const steps of [-4, 4]) expect((await login(owner, codeOf(secret, steps))).body).toEqual(required);
  const spaced = codeOf(secret).replace(/(...)/, '$1 ');
  expect((await login(owner, spaced)).status).toBe(200);
});

test('a recovery code signs in once, however it is typed', async () => {
  const { owner, recoveryCodes } = await withTotp();
  expect(new Set(recoveryCodes).size).toBe(10);
  for (const code of recoveryCodes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
  const [first, second] = recoveryCodes as [string, string];
  expect((await login(owner, first)).status).toBe(200);
  expect((await login(owner, first)).status).toBe(401);
  const typed = second.replaceAll('-', ' ').toUpperCase();
  const answers = await Promise.all([login(owner, typed), login(owner, second)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  expect(data(await owner.client.get(path)).recoveryCodesLeft).toBe(8);
  const document = JSON.stringify(await stored().findOne({ _id: owner.user.id }));
  for (const code of recoveryCodes) expect(document).not.toContain(code);
});

test('the codes of one user do not open the account of another', async () => {
  const [one, other] = [await withTotp(), await withTotp()];
  expect((await login(one.owner, codeOf(other.secret))).status).toBe(401);
  expect((await login(one.owner, other.recoveryCodes[0])).status).toBe(401);
});

test('after five wrong codes even the right one has to wait, from whatever address', async () => {
  const { owner, secret, recoveryCodes } = await withTotp();
  const wrong = await Promise.all(Array.from({ length: 8 }, () => login(owner, '000000')));
  const statuses = wrong.map(({ status }) => status).sort();
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  for (const code of [codeOf(secret), recoveryCodes[0]]) {
    const answer = await login(owner, code);
    expect([answer.status, answer.body.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(600);
  }
  // The lock neither ends sessions nor shows to whoever lacks the password.
  expect((await owner.client.get('/api/v1/auth/me')).status).toBe(200);
  expect((await login({ ...owner, password: 'wrong password' })).body.code).toBe('UNAUTHORIZED');
  await stored().updateOne({ _id: owner.user.id }, { $set: { lockedUntil: new Date(Date.now() - 1) } });
  expect((await login(owner, '000000')).status).toBe(401);
  expect((await login(owner, codeOf(secret))).status).toBe(200);
});

test('a right code forgives the wrong ones before it', async () => {
  const { owner, recoveryCodes } = await withTotp();
  for (const code of recoveryCodes.slice(0, 3)) {
    for (let count = 0; count < 4; count++) expect((await login(owner, 'wrong')).status).toBe(401);
    expect((await login(owner, code)).status).toBe(200);
  }
});

test('one authenticator at a time', async () => {
  const { owner, secret } = await withTotp();
  expect((await owner.client.post(`${path}/enroll`)).status).toBe(409);
  expect((await confirm(owner, codeOf(secret))).status).toBe(409);
  expect((await login(owner, codeOf(secret))).status).toBe(200);
  expect((await confirm(await given.owner(), '123456')).status).toBe(409);
});

/** A session that has not proved the second factor for a while. */
const laterSession = async ({
  owner,
  secret,
}: {
  owner: Member;
  secret: string;
}): Promise<Member['client']> => {
  const client = given.signedIn(data(await login(owner, codeOf(secret))));
  await mongo
    .db('platform')
    .collection('sessions')
    .updateMany({ userId: owner.user.id }, { $set: { secondFactorAt: new Date(Date.now() - 3_600_000) } });
  return client;
};

test('a session alone does not switch it off', async () => {
  const account = await withTotp();
  const client = await laterSession(account);
  for (const body of [undefined, {}, { password: 'wrong password' }, { code: '000000' }]) {
    const answer = await client.send('DELETE', path, body);
    expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
  }
  expect(data(await client.get(path)).enabled).toBe(true);
  expect((await client.send('DELETE', path, { password: account.owner.password })).status).toBe(200);
  expect((await login(account.owner)).status).toBe(200);
});

test('guessing the password there is limited too', async () => {
  const account = await withTotp();
  const client = await laterSession(account);
  const statuses = [];
  for (let count = 0; count < 6; count++)
    statuses.push((await client.send('DELETE', path, { password: unique('guess') })).status);
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
  expect((await client.send('DELETE', path, { password: account.owner.password })).status).toBe(429);
});

test('it goes off with a code, with a recovery code, or right after the second factor was proved', async () => {
  const byCode = await withTotp();
  expect(
    (await (await laterSession(byCode)).send('DELETE', path, { code: codeOf(byCode.secret, 1) })).status,
  ).toBe(200);
  const byRecovery = await withTotp();
  const body = { code: byRecovery.recoveryCodes[0] };
  expect((await (await laterSession(byRecovery)).send('DELETE', path, body)).status).toBe(200);
  const fresh = await withTotp();
  const answer = await fresh.owner.client.delete(path);
  expect(answer.body).toEqual({ status: 'success', message: 'Two-factor authentication is off', data: null });
  expect((await login(fresh.owner)).status).toBe(200);
  expect((await fresh.owner.client.delete(path)).status).toBe(404);
  // The old secret is gone for good.
  const again = await enroll(fresh.owner);
  expect((await confirm(fresh.owner, codeOf(fresh.secret))).status).toBe(400);
  expect((await confirm(fresh.owner, codeOf(again.secret))).status).toBe(200);
});

test('an API key neither reads nor changes it', async () => {
  const key = await given.key(await given.owner(), ['admin']);
  for (const [method, suffix, body] of [
    ['GET', ''],
    ['POST', '/enroll'],
    ['POST', '/confirm', { code: '123456' }],
    ['DELETE', ''],
  ] as const)
    expect((await key.send(method, `${path}${suffix}`, body)).status).toBe(403);
});

test('the cookie needs the code as well', async () => {
  const { owner, secret } = await withTotp();
  const refused = await login(owner, undefined, { cookie: true });
  expect([refused.status, refused.headers.get('set-cookie')]).toEqual([401, null]);
  expect((await login(owner, codeOf(secret), { cookie: true })).headers.get('set-cookie')).toMatch(
    /^nhost-session=/,
  );
});

test.each([[''], [5], [{ $ne: '' }], [['123456']], ['1'.repeat(65)]])(
  'the code %j is refused',
  async (code) => {
    expect((await confirm(await given.owner(), code)).status).toBe(400);
    expect((await login(await given.owner(), code)).status).toBe(400);
  },
);
