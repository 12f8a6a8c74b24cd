import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { openStoredKnowledge } from '../../test/helpers/leftovers.js';

const given = createGiven(platformUrl());
let stores: Awaited<ReturnType<typeof openStoredKnowledge>>;
let me: Member;
let bot: { id: string };
let word: string;
beforeAll(async () => {
  stores = await openStoredKnowledge();
  me = await given.owner();
  word = unique('word');
  bot = await given.chatbot(me, {
    instructions: 'Be brief.',
    model: { provider: 'openai', name: 'gpt-4o', temperature: 0.2, maxTokens: 50 },
  });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, {
    'soup.md': `The ${word} canteen serves tomato soup on Mondays and fish on Fridays.`,
    'hours.md': `The ${word} canteen opens at noon.`,
  });
});
afterAll(() => stores.close());

const ask = async () => {
  const marker = unique();
  await script(marker, { text: 'On Mondays [1].', usage: { promptTokens: 100, completionTokens: 4 } });
  const message = `When does the ${word} canteen serve tomato soup? ${marker}`;
  const answer = data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
  return { marker, message, answer, path: pathOf(answer) };
};
const pathOf = ({ conversationId, messageId }: { conversationId: string; messageId: string }, of = bot) =>
  `/api/v1/chatbots/${of.id}/conversation/${conversationId}/messages/${messageId}`;

test('a trace tells what an answer was made from', async () => {
  const { answer, message, marker, path } = await ask();
  const trace = data(await me.client.get(`${path}/trace`));
  const [entry] = await asked(marker);
  expect(trace).toEqual({
    messageId: answer.messageId,
    conversationId: answer.conversationId,
    question: message,
    language: 'en',
    answer: 'On Mondays [1].',
    status: 'answered',
    version: 2,
    prompt: entry!.body.messages,
    retrieval: {
      query: message,
      context: null,
      mode: 'hybrid',
      minScore: expect.any(Number),
      support: answer.confidence,
      chunks: expect.any(Array),
    },
    provider: 'openai',
    model: 'gpt-4o',
    attempts: [{ provider: 'openai', outcome: 'ok', ms: expect.any(Number) }],
    timings: expect.objectContaining({ retrieval: expect.any(Number), answer: expect.any(Number) }),
    usage: answer.usage,
    toolCalls: [],
    removedLinks: [],
    createdAt: expect.any(String),
  });
  const [best, ...others] = trace.retrieval.chunks;
  expect(best).toMatchObject({ chunkId: answer.citations[0].chunkId, title: 'soup.md', used: true });
  for (const { used } of others) expect(used).toBe(false);
});

test('a replay sends the same prompt with the settings of then, and changes nothing', async () => {
  const { answer, marker, path } = await ask();
  await script(marker, { text: 'Another answer.', usage: { promptTokens: 100, completionTokens: 10 } });
  const replayed = data(await me.client.post(`${path}/replay`, {}));
  expect(replayed).toEqual({
    message: 'Another answer.',
    original: 'On Mondays [1].',
    provider: 'openai',
    model: 'gpt-4o',
    usage: { promptTokens: 100, completionTokens: 10, totalTokens: 110, cost: 0.00035, cached: false },
    latencyMs: expect.any(Number),
  });
  const [first, second] = await asked(marker);
  expect(second!.body).toEqual(first!.body);
  const messages = data(
    await me.client.get(
      `/api/v1/chatbots/${bot.id}/conversation/history?conversationId=${answer.conversationId}`,
    ),
  );
  expect(messages.map(({ content }: { content: string }) => content)).toEqual([
    expect.any(String),
    'On Mondays [1].',
  ]);
});

test('a replay may try another model, also the local one', async () => {
  const { marker, path } = await ask();
  const mini = data(
    await me.client.post(`${path}/replay`, { model: { name: 'gpt-4o-mini', temperature: 1 } }),
  );
  expect(mini.model).toBe('gpt-4o-mini');
  expect((await asked(marker)).at(-1)!.body).toMatchObject({ model: 'gpt-4o-mini', temperature: 1 });
  const local = data(await me.client.post(`${path}/replay`, { model: { provider: 'local' } }));
  expect(local).toMatchObject({
    provider: 'local',
    message: expect.stringContaining('Mondays'),
    usage: { cost: 0 },
  });
  expect(await asked(marker)).toHaveLength(2);
  expect((await me.client.post(`${path}/replay`, { model: { colour: 1 } })).status).toBe(400);
});

test('a trace is found only below its own conversation and bot', async () => {
  const { answer } = await ask();
  const other = await given.chatbot(me);
  for (const path of [
    pathOf({ ...answer, conversationId: unusedId() }),
    pathOf({ ...answer, messageId: unusedId() }),
    pathOf(answer, other),
  ]) {
    expect((await me.client.get(`${path}/trace`)).status).toBe(404);
    expect((await me.client.post(`${path}/replay`, {})).status).toBe(404);
  }
});

test('a viewer talks, reads and rates, but sees no traces and changes nothing', async () => {
  const { answer, path } = await ask();
  const viewer = await given.owner();
  const { organizationId } = me.user;
  // Invitations come later; until then a member is made where members are kept.
  await stores.db
    .collection('memberships')
    .insertOne({ _id: unusedId() as never, organizationId, userId: viewer.user.id, role: 'viewer' });
  await stores.db.collection('sessions').updateMany({ userId: viewer.user.id }, { $set: { organizationId } });
  const { client } = viewer;
  const chatbot = `/api/v1/chatbots/${bot.id}`;
  expect((await client.get(chatbot)).status).toBe(200);
  expect((await client.post(`${chatbot}/conversation`, { message: 'Hello' })).status).toBe(200);
  expect((await client.get(`${chatbot}/conversation/history`)).status).toBe(200);
  const rating = { messageId: answer.messageId, rating: 'up' };
  expect((await client.post(`${chatbot}/response-rating`, rating)).status).toBe(200);
  const base = data(await client.get(`${chatbot}/knowledge-bases`))[0];
  expect((await client.get(`/api/v1/knowledge-bases/${base.id}/search?q=soup`)).status).toBe(200);
  for (const refused of [
    await client.get(`${path}/trace`),
    await client.post(`${path}/replay`, {}),
    await client.put(chatbot, { name: 'x' }),
    await client.delete(chatbot),
    await client.post('/api/v1/chatbots', { name: unique() }),
    await client.post(`/api/v1/knowledge-bases/${base.id}/items`, { content: 'x' }),
    await client.put(`/api/v1/knowledge-bases/${base.id}`, { name: 'x' }),
    await client.delete(`/api/v1/knowledge-bases/${base.id}`),
  ])
    expect([refused.status, refused.body.code]).toEqual([403, 'FORBIDDEN']);
  await stores.db
    .collection('memberships')
    .updateOne({ userId: viewer.user.id, organizationId }, { $set: { role: 'editor' } });
  expect((await client.get(`${path}/trace`)).status).toBe(200);
  expect((await client.delete(chatbot)).status).toBe(403);
});
