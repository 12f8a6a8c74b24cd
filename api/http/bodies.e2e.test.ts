import { beforeAll, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, platformUrl, unique, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
const bots = '/api/v1/chatbots';
let owner: Member;
let client: TestClient;
beforeAll(async () => {
  owner = await given.owner();
  ({ client } = owner);
});

const raw = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${platformUrl()}${bots}`, {
    method: 'POST',
    headers: { ...client.headers, 'Content-Type': 'application/json', ...headers },
    body,
  });

const refused = (path: string) => ({
  status: 'error',
  code: 'VALIDATION_ERROR',
  message: expect.any(String),
  details: expect.arrayContaining([{ path, message: expect.any(String) }]),
});

test('an unknown field of a body is refused by its path', async () => {
  const answer = await client.post(bots, { name: unique(), colour: 'red', model: { brand: 'x' } });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(refused('body.colour'));
  expect(answer.body).toEqual(refused('body.model.brand'));
  expect(answer.body.message).toContain('unknown field');
});

test.each([
  ['?color=red', 'query.color'],
  ['?limit=101', 'query.limit'],
  ['?limit=0', 'query.limit'],
  ['?limit=ten', 'query.limit'],
  ['?page=1.5', 'query.page'],
  ['?page=-1', 'query.page'],
  ['?page=', 'query.page'],
  ['?page=1&page=2', 'query.page'],
  ['?sort=name', 'query.sort'],
  ['?sort=passwordHash:asc', 'query.sort'],
  ['?search[$regex]=a', 'query.search[$regex]'],
  ['?__proto__=a', 'query.__proto__'],
])('the query %s is refused by its path', async (query, path) => {
  const answer = await client.get(`${bots}${query}`);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(refused(path));
});

test('a query where none is known is refused', async () => {
  const answer = await client.get('/api/v1/auth/me?verbose=1');
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(refused('query.verbose'));
});

test('a body where none is known is refused, an empty object is not', async () => {
  const { client: leaving } = await given.owner();
  const answer = await leaving.post('/api/v1/auth/logout', { everywhere: true });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(refused('body.everywhere'));
  expect((await leaving.post('/api/v1/auth/logout', {})).status).toBe(200);
});

test.each([
  ['a number', 5],
  ['an array', ['a']],
  ['null', null],
  ['an operator', { $ne: null }],
  ['a pattern', { $regex: '.*' }],
])('%s in place of a text is refused', async (_, value) => {
  const answer = await client.post(bots, { name: value });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(refused('body.name'));
});

test.each(['username', 'email', 'password'])('an operator as %s does not sign anybody in', async (field) => {
  const login: Record<string, unknown> = { username: owner.user.username, password: owner.password };
  if (field === 'email') delete login.username;
  const answer = await given.anonymous.post('/api/v1/auth/login', { ...login, [field]: { $gt: '' } });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(refused(`body.${field}`));
});

test.each(['[]', 'null', '5', '"text"', 'true'])('the body %s is refused as a whole', async (body) => {
  const answer = await client.post(bots, body);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(refused('body'));
});

test.each(['{', '{"name":}', "{'name':'a'}", '{"name":"a"} trailing', '\u0000'])(
  'broken JSON such as %j is the error of the platform',
  async (body) => {
    const answer = await client.post(bots, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      status: 'error',
      message: 'The body is not valid JSON',
      code: 'VALIDATION_ERROR',
    });
  },
);

test('an empty body lacks its required fields', async () => {
  for (const answer of [await client.post(bots), await client.post(bots, {})]) {
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(refused('body.name'));
  }
});

test.each(['__proto__', 'constructor', 'prototype', '$where'])(
  'the field %s is unknown like any other',
  async (key) => {
    const answer = await client.post(bots, `{"name":"${unique()}","${key}":{"role":"admin"}}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(refused(`body.${key}`));
  },
);

test.each([
  ['lists in lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ['objects in objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['a hundred thousand fields', `{${Array.from({ length: 80_000 }, (_, n) => `"a${n}":1`).join()}}`],
  ['a number without an end', '9'.repeat(500_000)],
  ['an exponent beyond all', '1e999999999'],
])('free data of %s is refused, and the next request is served', async (_what, value) => {
  for (const body of [`{"name":"${unique()}","settings":${value}}`, `{"name":${value}}`]) {
    const answer = await client.post(bots, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  }
  expect((await client.get(bots)).status).toBe(200);
});

test('of a field that comes twice the last one counts, for the check as for the change', async () => {
  const name = unique();
  const { body } = await client.post(bots, `{"name":{"$ne":1},"name":"${name}"}`);
  expect(body.data.name).toBe(name);
  expect((await client.post(bots, `{"name":"${unique()}","name":{"$ne":1}}`)).status).toBe(400);
});

test('a prototype in free data changes nothing', async () => {
  const answer = await client.post(bots, `{"name":"${unique()}","settings":{"__proto__":"x","a":"b"}}`);
  expect([201, 400]).toContain(answer.status);
  expect((await client.get('/api/v1/auth/me')).body.data.role).toBe('user');
});

test.each([
  ['lists', '['.repeat(200_000) + ']'.repeat(200_000)],
  ['objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
])('two hundred thousand nested %s are refused', async (_, nested) => {
  for (const body of [nested, `{"name":"a","settings":{"deep":${nested}}}`]) {
    const answer = await client.post(bots, body);
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('VALIDATION_ERROR');
  }
});

test('the name of an unknown field is not repeated at any length', async () => {
  const answer = await client.post(bots, { name: unique(), ['x'.repeat(100_000)]: 1 });
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body).length).toBeLessThan(2_000);
});

test('a body of 1 MB is read, a larger one is a 413', async () => {
  const bodyOf = (length: number) =>
    JSON.stringify({ name: '', description: 'x' }).replace('x', 'x'.repeat(length));
  const fits = await client.post(bots, bodyOf(999_960));
  expect(fits.status).toBe(400);
  const tooLarge = await client.post(bots, bodyOf(1_000_000));
  expect(tooLarge.status).toBe(413);
  expect(tooLarge.body).toEqual({
    status: 'error',
    message: 'The body exceeds 1000000 bytes',
    code: 'PAYLOAD_TOO_LARGE',
  });
});

test('after a body that was too large the connection still serves', async () => {
  for (let round = 0; round < 3; round++) {
    expect((await client.post(bots, { name: 'x'.repeat(8_000_000) })).status).toBe(413);
    expect((await client.get('/api/v1/auth/me')).status).toBe(200);
  }
});

test('a body that inflates beyond the limit is a 413', async () => {
  const bomb = gzipSync(`{"name":"${'a'.repeat(100_000_000)}"}`);
  expect(bomb.length).toBeLessThan(200_000);
  const answer = await raw(bomb, { 'Content-Encoding': 'gzip' });
  expect(answer.status).toBe(413);
});

test('a compressed body is read', async () => {
  const answer = await raw(gzipSync(JSON.stringify({ name: unique('bot') })), { 'Content-Encoding': 'gzip' });
  expect(answer.status).toBe(201);
});

test('a broken compression is a 400 and an unknown one a 415', async () => {
  expect((await raw('not gzip', { 'Content-Encoding': 'gzip' })).status).toBe(400);
  expect((await raw('{}', { 'Content-Encoding': 'rot13' })).status).toBe(415);
});

test.each([
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
])('the media type %s is a 415', async (type) => {
  const answer = await client.post(bots, '{"name":"a"}', { 'Content-Type': type });
  expect(answer.status).toBe(415);
  expect(answer.body).toEqual({
    status: 'error',
    message: 'Send the body as application/json',
    code: 'UNSUPPORTED_MEDIA_TYPE',
  });
});

test('another character set than UTF-8 is a 415', async () => {
  expect((await raw('{"name":"a"}', { 'Content-Type': 'application/json; charset=latin1' })).status).toBe(
    415,
  );
});

test('a text with every kind of character comes back as it was sent', async () => {
  const name = `bot ${unique()} – naïve 你好 🤖 "quoted" \\ </script>`;
  const answer = await client.post(bots, { name });
  expect(answer.status).toBe(201);
  expect((await client.get(`${bots}/${answer.body.data.id}`)).body.data.name).toBe(name);
});
