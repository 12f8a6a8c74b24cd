import { expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unique } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
const register = (body: object) => given.anonymous.post('/api/v1/auth/register', body);
const login = (body: object) => given.anonymous.post('/api/v1/auth/login', body);
const account = () => {
  const username = unique('User');
  return { username, email: `${username}@Example.org`, password: 'correct horse battery' };
};

test('a new user is signed in and owns an organisation', async () => {
  const input = { ...account(), name: 'Ada Lovelace' };
  const session = data(await register(input), 201);
  expect(session).toEqual({
    user: {
      id: expect.any(String),
      username: input.username,
      email: input.email,
      name: 'Ada Lovelace',
      role: 'user',
      organizationId: expect.any(String),
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    },
    accessToken: expect.any(String),
    refreshToken: expect.any(String),
    expiresIn: 900,
  });
  const client = given.anonymous.with({ Authorization: `Bearer ${session.accessToken}` });
  expect(data(await client.get('/api/v1/auth/me'))).toEqual(session.user);
  expect(data(await client.post('/api/v1/chatbots', { name: 'First' }), 201).organizationId).toBe(
    session.user.organizationId,
  );
});

test.each(['username', 'email'] as const)('a taken %s is a conflict in any letter case', async (field) => {
  const first = account();
  await register(first);
  for (const taken of [first[field], first[field].toLowerCase(), first[field].toUpperCase()]) {
    const answer = await register({ ...account(), [field]: taken });
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({ status: 'error', message: expect.any(String), code: 'CONFLICT' });
  }
});

test('of several who want one name at once, one gets it', async () => {
  const username = unique('race');
  const answers = await Promise.all(Array.from({ length: 5 }, () => register({ ...account(), username })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
});

test('a registration that was refused leaves no account behind', async () => {
  const first = account();
  await register(first);
  const second = { ...account(), email: first.email };
  expect((await register(second)).status).toBe(409);
  expect((await login({ username: second.username, password: second.password })).status).toBe(401);
  expect((await register({ ...second, email: account().email })).status).toBe(201);
});

test.each([
  ['username', 'ab'],
  ['username', 'with space'],
  ['username', '-dash'],
  ['username', 'ünïcode'],
  ['email', 'nobody'],
  ['email', `${'a'.repeat(250)}@example.org`],
  ['password', 'short'],
  ['password', 'x'.repeat(201)],
  ['name', ' '],
  ['role', 'admin'],
  ['organizationId', 'other'],
])('the %s "%s" is refused', async (field, value) => {
  const answer = await register({ ...account(), [field]: value });
  expect(answer.status).toBe(400);
  expect(answer.body.details).toContainEqual({ path: `body.${field}`, message: expect.any(String) });
});

test('a user signs in with the name or the address, in any letter case', async () => {
  const { username, email, password } = account();
  const { user } = data(await register({ username, email, password }), 201);
  for (const name of [
    { username },
    { username: username.toLowerCase() },
    { email },
    { email: email.toUpperCase() },
  ]) {
    const session = data(await login({ ...name, password }));
    expect(session.user).toEqual(user);
    expect(session.expiresIn).toBe(900);
  }
});

test('an unknown name and a wrong password get the same answer', async () => {
  const { username, email, password } = account();
  await register({ username, email, password });
  const answers = [
    await login({ username, password: 'wrong password' }),
    await login({ email, password: 'wrong password' }),
    await login({ username: unique('nobody'), password }),
    await login({ email: `${unique()}@example.org`, password }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual(answers[0]!.body);
  }
});

test('a password is compared with its letter case and its spaces', async () => {
  const { username, email, password } = account();
  await register({ username, email, password });
  for (const wrong of [password.toUpperCase(), ` ${password}`, `${password} `])
    expect((await login({ username, password: wrong })).status).toBe(401);
});

test.each([
  ['neither name nor address', {}],
  ['both', { username: 'ada', email: 'ada@example.org' }],
])('a sign-in with %s is refused', async (_, names) => {
  expect((await login({ ...names, password: 'correct horse battery' })).status).toBe(400);
});

test('signing out makes the access token and the refresh token useless at once', async () => {
  const { client, refreshToken } = await given.owner();
  const answer = await client.post('/api/v1/auth/logout');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ status: 'success', message: 'Signed out', data: null });
  expect((await client.get('/api/v1/auth/me')).status).toBe(401);
  expect((await given.anonymous.post('/api/v1/auth/refresh-token', { refreshToken })).status).toBe(401);
});

test('signing out of one session leaves the others', async () => {
  const { client, user, password } = await given.owner();
  const other = data(await login({ username: user.username, password }));
  await client.post('/api/v1/auth/logout');
  const stillIn = given.anonymous.with({ Authorization: `Bearer ${other.accessToken}` });
  expect((await stillIn.get('/api/v1/auth/me')).status).toBe(200);
});

test('no answer shows a password or its hash', async () => {
  const input = account();
  const answers = [
    await register(input),
    await login({ username: input.username, password: input.password }),
  ];
  for (const { body } of answers)
    expect(JSON.stringify(body)).not.toMatch(/password|hash|argon2|correct horse/i);
});
