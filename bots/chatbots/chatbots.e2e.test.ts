import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

const at = (bot: { id: string }) => `/api/v1/chatbots/${bot.id}`;

test('a new chatbot has every field, empty ones as null', async () => {
  const name = unique();
  expect(data(await me.client.post('/api/v1/chatbots', { name: `  ${name} ` }), 201)).toEqual({
    id: expect.any(String),
    organizationId: me.user.organizationId,
    name,
    description: null,
    instructions: null,
    language: null,
    welcomeMessage: null,
    model: {},
    retrieval: {},
    links: {},
    status: 'active',
    settings: {},
    publishing: 'automatic',
    evaluation: null,
    headVersion: 1,
    publishedVersion: 1,
    createdBy: me.user.id,
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

test('what is given is kept and read back', async () => {
  const values = {
    name: unique(),
    description: 'Helps',
    instructions: 'Be brief.',
    language: 'de-CH',
    welcomeMessage: 'Grüezi 👋',
    model: { provider: 'openai', name: 'gpt-4o-mini', temperature: 0, maxTokens: 100 },
    retrieval: { mode: 'keyword', topK: 3, minScore: 0 },
    status: 'inactive',
    settings: { theme: 'dark', 'a.b': 1, $x: true, empty: null },
  };
  const bot = data(await me.client.post('/api/v1/chatbots', values), 201);
  expect(bot).toMatchObject(values);
  expect(data(await me.client.get(at(bot)))).toEqual(bot);
});

test('a change merges, also inside model, retrieval and settings; null clears', async () => {
  const bot = await given.chatbot(me, {
    description: 'before',
    instructions: 'Be brief.',
    model: { provider: 'openai', temperature: 0.5 },
    retrieval: { topK: 3 },
    settings: { theme: 'dark', size: 1 },
  });
  const changed = data(
    await me.client.put(at(bot), {
      description: null,
      model: { temperature: 1, name: 'gpt-4o' },
      settings: { size: 2, $y: 'z' },
    }),
  );
  expect(changed).toMatchObject({
    name: bot.name,
    description: null,
    instructions: 'Be brief.',
    model: { provider: 'openai', temperature: 1, name: 'gpt-4o' },
    retrieval: { topK: 3 },
    settings: { theme: 'dark', size: 2, $y: 'z' },
    createdAt: bot.createdAt,
    createdBy: bot.createdBy,
  });
  const cleared = data(
    await me.client.put(at(bot), {
      model: { temperature: null, name: null },
      retrieval: null,
      settings: { theme: null },
    }),
  );
  expect(cleared).toMatchObject({ model: { provider: 'openai' }, settings: { size: 2, $y: 'z' } });
  expect([cleared.retrieval, cleared.model, 'theme' in cleared.settings]).toEqual([
    {},
    { provider: 'openai' },
    false,
  ]);
  expect(data(await me.client.get(at(bot)))).toEqual(cleared);
});

test.each([
  [{}, 'body.name'],
  [{ name: null }, 'body.name'],
  [{ name: ' ' }, 'body.name'],
  [{ name: 'x'.repeat(101) }, 'body.name'],
  [{ name: 'x', instructions: 'x'.repeat(20_001) }, 'body.instructions'],
  [{ name: 'x', language: 'english please' }, 'body.language'],
  [{ name: 'x', status: 'deleted' }, 'body.status'],
  [{ name: 'x', model: { temperature: 2.1 } }, 'body.model.temperature'],
  [{ name: 'x', model: { temperature: '1' } }, 'body.model.temperature'],
  [{ name: 'x', model: { maxTokens: 0 } }, 'body.model.maxTokens'],
  [{ name: 'x', model: { provider: 'mystery' } }, 'body.model.provider'],
  [{ name: 'x', model: { apiKey: 'sk' } }, 'body.model.apiKey'],
  [{ name: 'x', retrieval: { topK: 21 } }, 'body.retrieval.topK'],
  [{ name: 'x', retrieval: { minScore: -1 } }, 'body.retrieval.minScore'],
  [{ name: 'x', settings: { nested: {} } }, 'body.settings.nested'],
  [{ name: 'x', colour: 'red' }, 'body.colour'],
])('wrong values are refused with their path: %j', async (body, path) => {
  const answer = await me.client.post('/api/v1/chatbots', body);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
});

test('a name is taken once in an organisation', async () => {
  const bot = await given.chatbot(me);
  const again = await me.client.post('/api/v1/chatbots', { name: bot.name });
  expect([again.status, again.body.code, again.body.message]).toEqual([
    409,
    'CONFLICT',
    'A chatbot of this name exists',
  ]);
  const other = await given.chatbot(me);
  expect((await me.client.put(at(other), { name: bot.name })).status).toBe(409);
  await given.chatbot(await given.owner(), { name: bot.name });
  await me.client.delete(at(bot));
  await given.chatbot(me, { name: bot.name });
});

test('of many requests for the same name one succeeds', async () => {
  const name = unique();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => me.client.post('/api/v1/chatbots', { name })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
});

test('a deleted chatbot is gone', async () => {
  const bot = await given.chatbot(me);
  expect((await me.client.delete(at(bot))).body).toMatchObject({ status: 'success', data: null });
  for (const answer of [
    await me.client.get(at(bot)),
    await me.client.put(at(bot), { name: 'x' }),
    await me.client.delete(at(bot)),
    await me.client.post(`${at(bot)}/conversation`, { message: 'Hello' }),
    await me.client.get(`${at(bot)}/conversation/history`),
    await me.client.get(at({ id: unusedId() })),
  ])
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
});

test('a key without the right to write reads and changes nothing', async () => {
  const bot = await given.chatbot(me);
  const reader = await given.key(me, ['read']);
  expect((await reader.get(at(bot))).status).toBe(200);
  for (const answer of [
    await reader.post('/api/v1/chatbots', { name: unique() }),
    await reader.put(at(bot), { name: 'x' }),
    await reader.delete(at(bot)),
    await reader.post(`${at(bot)}/conversation`, { message: 'Hello' }),
  ])
    expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
});
