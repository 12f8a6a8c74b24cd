import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';
import { fillPath, operationsOf, readOpenApi } from '../../test/helpers/openapi.js';

const given = createGiven(platformUrl());
const document = await readOpenApi();
let owner: Member;
let theirs: Member;
const foreign: Record<string, string> = {};
beforeAll(async () => {
  [owner, theirs] = [await given.owner(), await given.owner()];
  foreign.chatbots = (await given.chatbot(theirs)).id;
  foreign['knowledge-bases'] = (await given.knowledgeBase(theirs, foreign.chatbots!)).id;
});

const malformed = [
  '0',
  'not-an-id',
  'a'.repeat(500),
  '..%2F..%2Fadmin',
  '%00',
  '%E0%A4%A',
  '{"$gt":""}',
  '%F0%9F%A4%96',
];

const reads = operationsOf(document)
  .filter(
    ({ method, path, 'x-access': access }) => method === 'GET' && path.includes('{') && access === 'user',
  )
  .filter(
    ({ parameters = [] }) =>
      !parameters.some((one) => one.in === 'query' && 'required' in one && one.required),
  )
  // An end user's id is the application's own, any text: no thing of ours can be missing under it.
  .map(({ path }) => path.replace('{userId}', 'visitor-1'))
  .filter((path) => path.includes('{'));

test('there are reads of one thing', () => expect(reads.length).toBeGreaterThan(5));

test.each(reads)('%s answers every id that is not there alike', async (path) => {
  const absent = await owner.client.get(fillPath(path, unusedId()));
  expect(absent.status).toBe(404);
  expect(absent.body).toMatchObject({ code: 'NOT_FOUND' });
  for (const id of malformed) {
    const answer = await owner.client.get(fillPath(path, id));
    expect({ id, status: answer.status, body: answer.body }).toEqual({ id, status: 404, body: absent.body });
  }
});

test.each([
  ['GET', 'chatbots'],
  ['PUT', 'chatbots'],
  ['DELETE', 'chatbots'],
  ['GET', 'knowledge-bases'],
  ['PUT', 'knowledge-bases'],
  ['DELETE', 'knowledge-bases'],
])('%s of another organisation in /%s is as absent as what never was', async (method, kind) => {
  const body = method === 'PUT' ? { name: 'Mine now' } : undefined;
  const other = await owner.client.send(method, `/api/v1/${kind}/${foreign[kind]}`, body);
  const never = await owner.client.send(method, `/api/v1/${kind}/${unusedId()}`, body);
  expect(other.status).toBe(404);
  expect(other.body).toEqual(never.body);
  expect((await theirs.client.get(`/api/v1/${kind}/${foreign[kind]}`)).body.data.name).not.toBe('Mine now');
});

test.each([
  '/api',
  '/api/',
  '/api/v1',
  '/api/v2/chatbots',
  '/api/v1/chatbots/a/b/c/d',
  '/.env',
  '/api/v1/%2e%2e/',
])('nothing is at %s', async (path) => {
  const answer = await given.anonymous.get(path);
  expect(answer.status).toBe(404);
  expect(answer.body).toEqual({
    status: 'error',
    message: 'There is nothing at this address',
    code: 'NOT_FOUND',
  });
});

test('each surface says it in its own words', async () => {
  expect((await given.anonymous.get('/api/ai/nothing')).body).toEqual({
    success: false,
    error: 'There is nothing at this address',
    code: 'NOT_FOUND',
  });
  expect((await given.anonymous.get('/oauth/nothing')).body).toMatchObject({
    error: { code: 'RESOURCE_NOT_FOUND', request_id: expect.any(String) },
  });
});

/** What is documented at an address: `/things/latest` is also a `/things/{id}`. */
const methodsAt = (address: string): string[] => [
  ...new Set(
    operationsOf(document)
      .filter(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(address))
      .map(({ method }) => method),
  ),
];

test('a method that is not served is a 405 that names what is, on every path', async () => {
  for (const path of Object.keys(document.paths)) {
    const answer = await owner.client.send('PATCH', fillPath(path, unusedId()));
    expect({ path, status: answer.status }).toEqual({ path, status: 405 });
    const allowed = methodsAt(fillPath(path, 'anything'));
    if (allowed.includes('GET')) allowed.push('HEAD');
    expect((answer.headers.get('allow') ?? '').split(', ').sort()).toEqual(allowed.sort());
  }
});
