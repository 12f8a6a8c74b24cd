import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApiProcess, type ApiProcess } from '../../test/helpers/api-process.js';
import { script } from '../../test/helpers/double.js';
import { createGiven, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import type { TestClient } from '../../test/helpers/client.js';

const shared = createGiven(platformUrl());
/** Without a key of any provider. */
let api: ApiProcess;
let given: ReturnType<typeof createGiven>;
let owner: Member;
let admin: TestClient;
beforeAll(async () => {
  api = await startApiProcess({ environment: { OPENAI_API_KEY: undefined } });
  given = createGiven(api.url);
  [owner, admin] = await Promise.all([given.owner(), given.admin()]);
}, 60_000);
afterAll(() => api?.stop());

const said = [
  'Starting deployment to production',
  'The deployment failed due to missing environment variables',
  'Who wants to join for lunch at noon?',
  'The rollout broke again, the release script crashed',
  'My cat caught a mouse this morning',
  'I will be on vacation next week',
  'Quarterly numbers look great, revenue is up',
];
const messages = said.map((content, index) => ({
  ...{ id: `msg-${index}`, content, author_id: 'user-123', author_name: 'Alice', channel_id: 'channel-dev' },
  created_at: new Date(Date.UTC(2026, 0, 31, 10, index)).toISOString(),
}));
const search = (body: object, { client } = owner) => client.post('/api/ai/search', body);
const idsOf = ({ results }: { results: { message: { id: string } }[] }) =>
  results.map(({ message }) => message.id);

test('what means the same is found with other words, with the default threshold, and nothing else', async () => {
  const { status, body } = await search({ query: 'deployment issues', messages });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    success: true,
    provider: 'local',
    isSemanticSearch: true,
    count: body.results.length,
  });
  expect(idsOf(body)).toContain('msg-1');
  for (const found of idsOf(body)) expect(['msg-0', 'msg-1', 'msg-3']).toContain(found);
  expect(messages).toContainEqual(body.results[0].message);
  expect(body.results[0].context).toBeUndefined();
  expect(body.results.map(({ rank }: { rank: number }) => rank)).toEqual(
    body.results.map((_: unknown, index: number) => index + 1),
  );
  for (const { similarity } of body.results) expect(similarity).toBeGreaterThanOrEqual(0.7);
  expect(body.searched).toEqual({ messages: 7, semantically: 7 });
  expect((await search({ query: 'time away on vacation', messages })).body.results[0].message.id).toBe(
    'msg-5',
  );
  expect((await search({ query: 'quantum chromodynamics', messages })).body).toMatchObject({
    count: 0,
    results: [],
  });
});

test('the same search is answered from what is kept, in one’s own organisation, and counts all the same', async () => {
  const [member, stranger] = [await given.owner(), await given.owner()];
  const hitsOf = async ({ user }: Member) => {
    const { data } = (await admin.get(`/api/admin/ai/usage?orgId=${user.organizationId}`)).body;
    return data.cache.search;
  };
  const first = (await search({ query: 'deployment issues', messages }, member)).body;
  expect((await search({ query: 'deployment issues', messages }, member)).body).toEqual(first);
  expect(await hitsOf(member)).toMatchObject({ size: 1, hits: 1, misses: 1, hitRate: 0.5 });
  await search({ query: 'deployment issues', messages }, stranger);
  expect(await hitsOf(stranger)).toMatchObject({ size: 1, hits: 0, misses: 1, hitRate: 0 });
  const { suggestions } = (await member.client.get('/api/search/suggestions')).body;
  expect(suggestions).toEqual([expect.objectContaining({ query: 'deployment issues', count: 2 })]);
});

test('limit, threshold and context do what they say', async () => {
  const all = (await search({ query: 'deployment issues', messages, options: { threshold: 0, limit: 100 } }))
    .body;
  expect(all.count).toBe(7);
  const options = { threshold: 0, limit: 2, includeContext: true };
  const { results, count } = (await search({ query: 'deployment issues', messages, options })).body;
  expect(count).toBe(2);
  const failed = results.find(({ message }: { message: { id: string } }) => message.id === 'msg-1');
  expect(failed.context).toEqual([
    { id: 'msg-0', content: said[0], position: 'before' },
    { id: 'msg-2', content: said[2], position: 'after' },
    { id: 'msg-3', content: said[3], position: 'after' },
  ]);
  const strict = { threshold: all.results[0].similarity, limit: 10 };
  expect((await search({ query: 'deployment issues', messages, options: strict })).body.count).toBe(1);
});

test('vectors that come with messages are used, others are not', async () => {
  const { embeddings } = (await owner.client.post('/api/ai/embed', { texts: [said[1]] })).body;
  const cats = { ...messages[4]!, embedding: embeddings[0] };
  const wrong = { ...messages[2]!, embedding: [1, 0, 0] };
  const { body } = await search({ query: 'deployment issues', messages: [cats, wrong] });
  expect(idsOf(body)).toEqual(['msg-4']);
  expect(body.results[0].message.embedding).toBeUndefined();
});

test.each([
  ['no query', { messages }, 'Invalid request: query required', 'MISSING_QUERY'],
  ['an empty query', { query: ' ', messages }, 'Invalid request: query required', 'MISSING_QUERY'],
  [
    'one letter',
    { query: 'a', messages },
    'Query too short. Minimum 2 characters required.',
    'QUERY_TOO_SHORT',
  ],
  [
    '201 letters',
    { query: 'a'.repeat(201), messages },
    'Query too long. Maximum 200 characters allowed.',
    'VALIDATION_ERROR',
  ],
  ['no messages', { query: 'deployment' }, 'Invalid request: messages array required', 'VALIDATION_ERROR'],
  [
    'too many messages',
    {
      query: 'deployment',
      messages: Array.from({ length: 10_001 }, (_, n) => ({ ...messages[0]!, id: `${n}` })),
    },
    'Too many messages to search. Maximum: 10000',
    'VALIDATION_ERROR',
  ],
])('%s is refused', async (_, body, error, code) => {
  const answer = await search(body);
  expect([answer.status, answer.body.error, answer.body.code]).toEqual([400, error, code]);
});

test('without embeddings words are compared, and the answer says so', async () => {
  const member = await shared.owner();
  const query = `${unique('word')} failed`;
  const refusal = { for: 'embeddings' as const, status: 401 };
  await script(query, refusal);
  const about = [{ ...messages[0]!, content: `Then ${query} at night` }, messages[1]!];
  const { status, body } = await search({ query, messages: about }, member);
  expect(status).toBe(200);
  expect(body).toMatchObject({ isSemanticSearch: false, provider: 'local', count: 1 });
  expect(body.results[0]).toMatchObject({ similarity: 1, message: { id: 'msg-0' } });
  const semantic = (await search({ query: unique('other '), messages: about }, member)).body;
  expect(semantic).toMatchObject({ isSemanticSearch: true, provider: 'openai' });
});

test('stored messages are found through their index, in a channel, with what was said around them', async () => {
  const member = await shared.owner();
  const word = unique('zebra');
  const stored = [
    ...messages,
    { ...messages[0]!, id: 'other', channel_id: 'channel-ops', content: `${word} in ops` },
  ];
  stored[2] = { ...stored[2]!, content: `A ${word} came to lunch` };
  await member.client.post('/api/ai/messages', { messages: stored });
  const find = async (body: object, { client } = member) =>
    (await client.post('/api/ai/messages/search', body)).body;
  // Nothing is embedded yet.
  const byWords = await find({ query: word });
  expect(byWords).toMatchObject({ count: 2, isSemanticSearch: false, provider: 'local' });
  const { jobId } = (await admin.post('/api/admin/embeddings/generate', { userId: member.user.id })).body;
  await shared.finished(member.client, jobId);
  const both = await find({ query: word });
  expect(both).toMatchObject({ count: 2, isSemanticSearch: true, provider: 'openai' });
  const options = { includeContext: true };
  const one = await find({ query: word, channelId: 'channel-dev', options });
  expect(idsOf(one)).toEqual(['msg-2']);
  expect(one.results[0].context.map(({ id, position }: Record<string, string>) => [id, position])).toEqual([
    ['msg-0', 'before'],
    ['msg-1', 'before'],
    ['msg-3', 'after'],
    ['msg-4', 'after'],
  ]);
  expect(await find({ query: word }, await shared.owner())).toMatchObject({ count: 0 });
  await member.client.delete('/api/ai/messages?id=msg-2');
  expect(idsOf(await find({ query: word }))).toEqual(['other']);
});

test('suggestions come from what was searched for: by frequency, in the organisation, or one’s own', async () => {
  const [host, stranger] = [await given.owner(), await given.owner()];
  const guest = await given.member(host, 'viewer');
  const [first] = messages;
  const ask = (query: string, member: Member) => search({ query, messages: [first] }, member);
  for (const query of ['deployment issues', 'Deployment  issues', 'deploy to production'])
    await ask(query, host);
  await ask('deploy to production', guest);
  await ask('deploy to production', guest);
  await ask('lunch (today)', guest);
  await ask('deployment secrets', stranger);
  const suggest = async (query: string, { client } = host) =>
    (await client.get(`/api/search/suggestions${query}`)).body;
  const named = (body: { suggestions: { query: string; count: number }[] }) =>
    body.suggestions.map(({ query, count }) => [query, count]);
  const whole = await suggest('');
  expect(named(whole)).toEqual([
    ['deploy to production', 3],
    ['Deployment  issues', 2],
    ['lunch (today)', 1],
  ]);
  expect(Date.parse(whole.suggestions[0].lastUsed)).toBeGreaterThan(Date.now() - 60_000);
  expect(named(await suggest('?q=PROD'))).toEqual([['deploy to production', 3]]);
  expect(named(await suggest('?q=(tod'))).toEqual([['lunch (today)', 1]]);
  expect(named(await suggest('?q=eploy'))).toEqual([]);
  expect(named(await suggest('?limit=1'))).toHaveLength(1);
  expect(named(await suggest(`?userId=${host.user.id}`))).toEqual([
    ['Deployment  issues', 2],
    ['deploy to production', 1],
  ]);
  // Somebody else's history is nobody's business.
  expect(await suggest(`?userId=${guest.user.id}`)).toEqual(whole);
  for (const limit of ['0', '51', 'x']) {
    const { status, body } = await host.client.get(`/api/search/suggestions?limit=${limit}`);
    expect([status, body.error]).toEqual([400, 'Limit must be between 1 and 50']);
  }
});
