import { expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, type Member } from '../helpers/given.js';
import { mailTo, tokenIn } from '../helpers/outbox.js';

const given = createGiven(platformUrl());
const password = 'a password that was not asked for';
const reset = (token: unknown, more: object = {}) =>
  given.anonymous.post('/api/v1/auth/password-reset', { token, password, ...more });
const canSignIn = async ({ user }: Member, word: string): Promise<boolean> =>
  (await given.anonymous.post('/api/v1/auth/login', { username: user.username, password: word })).status ===
  200;

test('reset-token abuse: nothing but the very token opens an account, and what is none never reaches the store', async () => {
  const [victim, attacker] = [await given.owner(), await given.owner()];
  data(await given.anonymous.post('/api/v1/auth/password-reset-request', { email: victim.user.email }));
  const token = tokenIn(await mailTo(victim.user.email));
  const invitation = { email: victim.user.email, role: 'viewer' };
  const { token: invited } = data(
    await attacker.client.post('/api/v1/organization/invitations', invitation),
    201,
  );
  const { key } = data(await victim.client.post('/api/v1/auth/api-key', {}), 201);
  const { secret } = data(await victim.client.post('/api/v1/auth/totp/enroll'));
  const ofOtherKinds = [
    null,
    undefined,
    '',
    ' ',
    0,
    1,
    true,
    [],
    [token],
    [[]],
    {},
    { $ne: null },
    { $gt: '' },
    { $regex: '^rst_' },
  ];
  for (const wrong of ofOtherKinds) {
    const answer = await reset(wrong);
    expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 400, 'VALIDATION_ERROR']);
  }
  const ofOtherPurposes = [
    invited,
    key,
    secret,
    victim.refreshToken,
    victim.client.headers.Authorization!.slice(7),
  ];
  const misspelt = [
    token.toUpperCase(),
    token.toLowerCase(),
    token.slice(4),
    ` ${token}`,
    `${token}\n`,
    `${token}\u0000`,
    `RST_${token.slice(4)}`,
  ];
  const hashes = ['rst_%', 'rst_.*', 'rst_undefined', 'rst_null'];
  const answers = [];
  for (const wrong of [...ofOtherPurposes, ...misspelt, ...hashes]) answers.push(await reset(wrong));
  for (const answer of answers) expect([answer.status, answer.body]).toEqual([400, answers[0]!.body]);
  // A token names its account; nobody may name another one beside it.
  for (const more of [
    { email: attacker.user.email },
    { userId: attacker.user.id },
    { username: attacker.user.username },
  ])
    expect((await reset(token, more)).status).toBe(400);
  expect(await canSignIn(victim, victim.password)).toBe(true);

  expect((await reset(token)).status).toBe(200);
  expect((await victim.client.get('/api/v1/auth/me')).status).toBe(401);
  const { refreshToken } = victim;
  expect((await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken })).status).toBe(401);
  expect((await reset(token)).body).toEqual(answers[0]!.body);
  expect([await canSignIn(victim, password), await canSignIn(attacker, password)]).toEqual([true, false]);
});

test('account enumeration: accepting an invitation of others is answered as one that never was', async () => {
  const [host, guest, stranger] = [await given.owner(), await given.owner(), await given.owner()];
  const invitation = { email: guest.user.email, role: 'viewer' };
  const { token } = data(await host.client.post('/api/v1/organization/invitations', invitation), 201);
  const accept = (value: string) =>
    stranger.client.post('/api/v1/organization/invitations/accept', { token: value });
  const [foreign, unknown] = [await accept(token), await accept(`inv_${'a'.repeat(43)}`)];
  expect(foreign.status).toBe(404);
  expect([foreign.status, foreign.body]).toEqual([unknown.status, unknown.body]);
});

test('account enumeration: an invitation tells nobody whether its address has an account', async () => {
  const [host, other] = [await given.owner(), await given.owner()];
  const invite = (email: string) =>
    host.client.post('/api/v1/organization/invitations', { email, role: 'viewer' });
  const [known, unknown] = [await invite(other.user.email), await invite(`nobody-${other.user.email}`)];
  expect([known.status, Object.keys(data(known, 201)).sort()]).toEqual([
    unknown.status,
    Object.keys(data(unknown, 201)).sort(),
  ]);
});

test('token confusion: no credential does the work of another kind', async () => {
  const { client, refreshToken } = await given.owner();
  const accessToken = client.headers.Authorization!.slice(7);
  const { key } = data(await client.post('/api/v1/auth/api-key', { scopes: ['read'] }), 201);
  const me = (headers: Record<string, string>) => given.anonymous.get('/api/v1/auth/me', headers);
  expect((await me({ Authorization: `Bearer ${key}` })).status).toBe(200);
  for (const headers of [
    { Authorization: `Bearer ${refreshToken}` },
    { 'X-API-Key': accessToken },
    { 'X-API-Key': refreshToken },
    { 'X-API-Key': `Bearer ${key}` },
    { Cookie: `nhost-session=${accessToken}` },
    { Cookie: `nhost-session=${refreshToken}` },
    { Cookie: `nhost-session=${key}` },
    { Authorization: `Bearer ${accessToken}, Bearer ${key}` },
    { Authorization: `Bearer ${key.toUpperCase()}` },
  ] as Record<string, string>[])
    expect([headers, (await me(headers)).status]).toEqual([headers, 401]);
  for (const other of [accessToken, key])
    expect((await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken: other })).status).toBe(
      401,
    );
});
