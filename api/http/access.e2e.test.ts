import { beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../../test/helpers/client.js';
import { createGiven, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';
import { fillPath, operationsOf, readOpenApi, type Operation } from '../../test/helpers/openapi.js';

const given = createGiven(platformUrl());
// Whatever is mounted is documented, so that no operation is forgotten here.
const operations = operationsOf(await readOpenApi());
const named = (chosen: Operation[]) =>
  chosen.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);
const isProtected = ({ 'x-access': access }: Operation) => access !== 'public';
const needsRole = ({ 'x-access': access }: Operation) => access === 'admin' || access === 'moderator';

const codeOf = (surface: Operation['x-surface'], body: Answer['body']): string =>
  surface === 'community' ? body.error.code : body.code;
const codes = {
  platform: { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN' },
  ai: { 401: 'UNAUTHORIZED', 403: 'INSUFFICIENT_PERMISSIONS' },
  community: { 401: 'AUTHENTICATION_REQUIRED', 403: 'INSUFFICIENT_PERMISSIONS' },
};

const strangers: Record<string, string>[] = [
  {},
  { 'X-API-Key': 'plx_unknown' },
  { Authorization: 'Bearer a.b.c' },
];

let owner: Member;
beforeAll(async () => {
  owner = await given.owner();
});

test('there are operations of each kind', () => {
  expect(operations.filter(isProtected).length).toBeGreaterThan(20);
  expect(operations.filter(needsRole).length).toBeGreaterThan(1);
});

test.each(named(operations.filter(isProtected)))(
  '%s refuses a stranger before it reads anything',
  async (_, operation) => {
    const path = fillPath(operation.path, unusedId());
    // Neither a broken body nor an unknown field may be noticed before the caller is known.
    const body = operation.method === 'GET' ? undefined : '{"broken":';
    for (const headers of strangers) {
      const answer = await given.anonymous.send(operation.method, `${path}?unknown=1`, body, headers);
      expect(answer.status).toBe(401);
      expect(codeOf(operation['x-surface'], answer.body)).toBe(codes[operation['x-surface']][401]);
      expect(answer.headers.get('x-ratelimit-limit')).toBeTruthy();
    }
  },
);

test.each(named(operations.filter(needsRole)))('%s refuses an ordinary user', async (_, operation) => {
  const path = fillPath(operation.path, unusedId());
  const body = operation.method === 'GET' ? undefined : {};
  for (const client of [owner.client, await given.key(owner, ['admin'])]) {
    const answer = await client.send(operation.method, path, body);
    expect(answer.status).toBe(403);
    expect(codeOf(operation['x-surface'], answer.body)).toBe(codes[operation['x-surface']][403]);
  }
});

test.each(named(operations.filter(isProtected)))('%s asks a key for its scope', async (_, operation) => {
  const needed = operation['x-scope'];
  const other = ['read', 'chat', 'write'].find((scope) => scope !== needed)!;
  const answer = await (
    await given.key(owner, [other])
  ).send(operation.method, fillPath(operation.path, unusedId()));
  expect(answer.status).toBe(403);
});
