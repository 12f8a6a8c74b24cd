import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me);
});

const bases = () => `/api/v1/chatbots/${bot.id}/knowledge-bases`;
const at = (id: string) => `/api/v1/knowledge-bases/${id}`;

test('a new knowledge base has its defaults and counts no items', async () => {
  const answer = await me.client.post(bases(), { name: '  Handbook  ' });
  expect(data(answer, 201)).toEqual({
    id: expect.any(String),
    chatbotId: bot.id,
    organizationId: me.user.organizationId,
    name: 'Handbook',
    description: null,
    language: 'en',
    chunking: { size: 200, overlap: 20 },
    embeddingModel: expect.any(String),
    generation: 1,
    building: null,
    items: { total: 0, pending: 0, processing: 0, ready: 0, failed: 0 },
    createdAt: expect.stringMatching(/Z$/),
    updatedAt: expect.stringMatching(/Z$/),
  });
  expect(answer.body.status).toBe('success');
});

test('what is given is kept and read back', async () => {
  const values = {
    name: unique(),
    description: 'd',
    language: 'pt-BR',
    chunking: { size: 100, overlap: 10 },
  };
  const base = data(await me.client.post(bases(), values), 201);
  expect(base).toMatchObject(values);
  expect(data(await me.client.get(at(base.id)))).toEqual(base);
});

test('part of the chunking is completed with defaults', async () => {
  const base = data(await me.client.post(bases(), { name: unique(), chunking: { size: 120 } }), 201);
  expect(base.chunking).toEqual({ size: 120, overlap: 20 });
});

test('a change merges, null clears, other fields stay', async () => {
  const base = await given.knowledgeBase(me, bot.id, { description: 'before', language: 'de' });
  const renamed = data(await me.client.put(at(base.id), { name: 'Renamed' }));
  expect(renamed).toMatchObject({ name: 'Renamed', description: 'before', language: 'de' });
  expect(Date.parse(renamed.updatedAt)).toBeGreaterThanOrEqual(Date.parse(base.updatedAt));
  const cleared = data(await me.client.put(at(base.id), { description: null, language: 'fr' }));
  expect(cleared).toMatchObject({ name: 'Renamed', description: null, language: 'fr' });
  expect(data(await me.client.put(at(base.id), {}))).toMatchObject({ name: 'Renamed', description: null });
});

test('a name is taken once per chatbot', async () => {
  const name = unique();
  const first = await given.knowledgeBase(me, bot.id, { name });
  const second = await given.knowledgeBase(me, bot.id);
  const again = await me.client.post(bases(), { name });
  expect([again.status, again.body.code]).toEqual([409, 'CONFLICT']);
  expect((await me.client.put(at(second.id), { name })).status).toBe(409);
  expect((await me.client.put(at(first.id), { name })).status).toBe(200);
  const other = await given.chatbot(me);
  await given.knowledgeBase(me, other.id, { name });
});

test('a deleted knowledge base is gone at once and its name is free', async () => {
  const name = unique();
  const base = await given.knowledgeBase(me, bot.id, { name });
  const deleted = await me.client.delete(at(base.id));
  expect([deleted.status, deleted.body.data]).toEqual([200, null]);
  for (const path of ['', '/items', '/search?q=x'])
    expect((await me.client.get(at(base.id) + path)).status).toBe(404);
  expect((await me.client.delete(at(base.id))).status).toBe(404);
  await given.knowledgeBase(me, bot.id, { name });
});

test.each([unusedId(), 'x', '..', '%00', `${'9'.repeat(300)}`, '[object Object]'])(
  'an id that names nothing is not found: %s',
  async (id) => {
    const path = at(encodeURIComponent(id));
    for (const answer of [
      await me.client.get(path),
      await me.client.put(path, { name: 'x' }),
      await me.client.delete(path),
      await me.client.get(`${path}/items`),
      await me.client.post(`${path}/items`, { content: 'x' }),
      await me.client.get(`${path}/search?q=x`),
      await me.client.get(`/api/v1/chatbots/${encodeURIComponent(id)}/knowledge-bases`),
      await me.client.post(`/api/v1/chatbots/${encodeURIComponent(id)}/knowledge-bases`, { name: 'x' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  },
);

test.each([
  [{}, 'body.name'],
  [{ name: '  ' }, 'body.name'],
  [{ name: 'x'.repeat(101) }, 'body.name'],
  [{ name: 'x', description: 'x'.repeat(2_001) }, 'body.description'],
  [{ name: 'x', language: 'not a language' }, 'body.language'],
  [{ name: 'x', chunking: { size: 31 } }, 'body.chunking.size'],
  [{ name: 'x', chunking: { size: 241 } }, 'body.chunking.size'],
  [{ name: 'x', chunking: { size: 40, overlap: 21 } }, 'body.chunking'],
  [{ name: 'x', chunking: { depth: 1 } }, 'body.chunking.depth'],
  [{ name: 'x', color: 'red' }, 'body.color'],
  [[], 'body'],
])('wrong values are refused with their path: %j', async (body, path) => {
  const answer = await me.client.post(bases(), body);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
});

test('the list is paginated, sorted and searched', async () => {
  const other = await given.chatbot(me);
  const path = `/api/v1/chatbots/${other.id}/knowledge-bases`;
  for (const name of ['Beta', 'alpha (1)', 'Gamma']) await given.knowledgeBase(me, other.id, { name });
  const names = async (query: string) =>
    data(await me.client.get(`${path}${query}`)).map(({ name }: { name: string }) => name);
  expect(await names('')).toEqual(['Gamma', 'alpha (1)', 'Beta']);
  expect(await names('?sort=createdAt:asc&limit=2')).toEqual(['Beta', 'alpha (1)']);
  expect(await names('?sort=createdAt:asc&limit=2&page=2')).toEqual(['Gamma']);
  expect(await names('?search=A (1')).toEqual(['alpha (1)']);
  expect(await names('?search=.*')).toEqual([]);
  const { pagination } = (await me.client.get(`${path}?limit=2`)).body;
  expect(pagination).toEqual({ total: 3, pages: 2, page: 1, limit: 2 });
  for (const query of ['?limit=101', '?limit=0', '?page=0', '?sort=secret:asc', '?colour=red'])
    expect((await me.client.get(path + query)).status).toBe(400);
});
