import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';

interface Citation {
  index: number;
  itemId: string;
  chunkId: string;
  title: string;
  text: string;
  score: number;
  source: string;
}

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
let items: { id: string; title: string }[];
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, bot.id);
  const { accepted } = await given.documents(me, base.id, {
    'warranty.md':
      '# Warranty\n\nEvery device has a warranty of two years. The warranty begins on the day of purchase.\n\n# Returns\n\nA device may be sent back within thirty days.',
    'office.txt': 'The office in Zurich opens at eight in the morning. It closes at six in the evening.',
    'parking.txt':
      'The garage has forty places for visitors.\n\nBicycles are left in the yard behind the house.',
    'holidays.md':
      '# Holidays\n\nHolidays are requested from the head of the team.\n\n# Travel\n\nTrains are paid by the company.',
  });
  items = accepted.items;
});

const ask = async (message: string, to = bot) =>
  data(await me.client.post(`/api/v1/chatbots/${to.id}/conversation`, { message }));

test('an answer has the documented shape', async () => {
  const answer = await ask('What is the warranty of a device?');
  expect(answer).toEqual({
    conversationId: expect.any(String),
    messageId: expect.any(String),
    message: expect.any(String),
    language: 'en',
    version: 2,
    citations: expect.any(Array),
    intent: null,
    entities: [],
    sentiment: null,
    toolCalls: [],
    confidence: expect.any(Number),
    grounded: true,
    provider: 'local',
    model: expect.any(String),
    usage: {
      promptTokens: expect.any(Number),
      completionTokens: expect.any(Number),
      totalTokens: expect.any(Number),
      cost: 0,
      cached: false,
    },
    latencyMs: expect.any(Number),
  });
  const { promptTokens, completionTokens, totalTokens } = answer.usage;
  expect(totalTokens).toBe(promptTokens + completionTokens);
  expect(promptTokens).toBeGreaterThan(0);
  expect(answer.confidence).toBeGreaterThan(0);
  expect(answer.confidence).toBeLessThanOrEqual(1);
});

test('an answer is surer of what its document says than of the same turned around', async () => {
  const { confidence } = await ask('When does the office in Zurich open?');
  for (const turned of ['When does the office in Zurich not open?', 'When does the office in Geneva open?'])
    expect((await ask(turned)).confidence).toBeLessThan(confidence);
});

test.each([
  ['What is the warranty of a device?', 'two years', 'warranty.md'],
  ['When does the office in Zurich open?', 'eight in the morning', 'office.txt'],
  ['May a device be sent back?', 'thirty days', 'warranty.md'],
])(
  'a question is answered with the sentence that says it, and its source: %s',
  async (question, fact, title) => {
    const { message, citations, grounded } = await ask(question);
    expect(grounded).toBe(true);
    expect(message).toContain(fact);
    const item = items.find((one) => one.title === title)!;
    const cited = (citations as Citation[]).find((citation) => citation.text.includes(fact))!;
    expect(cited).toEqual({
      index: expect.any(Number),
      itemId: item.id,
      chunkId: expect.any(String),
      title,
      text: expect.stringContaining(fact),
      score: expect.any(Number),
      source: expect.stringContaining(title),
    });
  },
);

test('each mark in the text has its citation, whose passage contains what is quoted', async () => {
  for (const question of [
    'When does the warranty of a device begin?',
    'When does the office in Zurich open?',
  ]) {
    const { message, citations } = (await ask(question)) as { message: string; citations: Citation[] };
    const quotes = [...message.matchAll(/(.+?)\s*\[(\d+)\]/gs)];
    expect(quotes.length).toBeGreaterThan(0);
    for (const [, quote, index] of quotes) {
      const citation = citations.find((one) => one.index === Number(index));
      expect(citation?.text).toContain(quote!.trim());
    }
    expect(new Set(quotes.map(([, , index]) => Number(index)))).toEqual(
      new Set(citations.map(({ index }) => index)),
    );
  }
});

test('a cited passage can be read again through its item', async () => {
  const { citations } = await ask('What is the warranty of a device?');
  const base = data(await me.client.get(`/api/v1/chatbots/${bot.id}/knowledge-bases`))[0];
  const item = data(await me.client.get(`/api/v1/knowledge-bases/${base.id}/items/${citations[0].itemId}`));
  expect(item.title).toBe(citations[0].title);
});

test.each([
  'Who won the football match in Brazil?',
  'asdf qwer zxcv',
  'What is the boiling point of mercury?',
])('what the documents do not answer is not answered: %s', async (question) => {
  const answer = await ask(question);
  expect(answer).toMatchObject({ grounded: false, citations: [], provider: 'local' });
  expect(answer.message).not.toMatch(/\[\d+\]/);
  expect(answer.message.length).toBeGreaterThan(10);
});

test('a bot without knowledge, and one with an empty knowledge base, say that they do not know', async () => {
  const empty = await given.chatbot(me, { model: { provider: 'local' } });
  const refusal = { grounded: false, citations: [], confidence: null };
  expect(await ask('How long is the warranty?', empty)).toMatchObject(refusal);
  await given.knowledgeBase(me, empty.id);
  expect(await ask('How long is the warranty?', empty)).toMatchObject({ ...refusal, confidence: 0 });
});

test('a bot does not know what another bot knows', async () => {
  const other = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, other.id);
  await given.documents(me, base.id, {
    'x.md': 'The canteen serves tomato soup on Mondays and fish on Fridays.',
  });
  expect((await ask('What is the warranty of a device?', other)).grounded).toBe(false);
});

test('knowledge of several bases is put together', async () => {
  const second = await given.knowledgeBase(me, bot.id);
  await given.documents(me, second.id, {
    'canteen.md': 'The canteen serves tomato soup on Mondays and fish on Fridays.',
  });
  const { citations } = await ask('When does the canteen serve soup?');
  expect(citations[0].title).toBe('canteen.md');
  expect((await me.client.delete(`/api/v1/knowledge-bases/${second.id}`)).status).toBe(200);
  expect((await ask('When does the canteen serve soup?')).grounded).toBe(false);
});

test('the settings of retrieval are obeyed', async () => {
  const strict = await given.chatbot(me, { model: { provider: 'local' }, retrieval: { minScore: 1 } });
  const base = await given.knowledgeBase(me, strict.id);
  await given.documents(me, base.id, {
    'x.md': 'The canteen serves tomato soup on Mondays and fish on Fridays.',
  });
  expect((await ask('Is there soup?', strict)).grounded).toBe(false);
  await me.client.put(`/api/v1/chatbots/${strict.id}`, { retrieval: { minScore: 0 } });
  expect((await ask('When does the canteen serve soup?', strict)).grounded).toBe(true);
});

test.each([
  [{}, 'body.message'],
  [{ message: '  ' }, 'body.message'],
  [{ message: 'x'.repeat(8_001) }, 'body.message'],
  [{ message: 'x', userId: '' }, 'body.userId'],
  [{ message: 'x', userId: 'x'.repeat(129) }, 'body.userId'],
  [{ message: 'x', stream: 'yes' }, 'body.stream'],
  [{ message: 'x', metadata: { a: [] } }, 'body.metadata.a'],
  [{ message: 'x', role: 'system' }, 'body.role'],
])('a wrong message is refused with its path: %j', async (body, path) => {
  const answer = await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, body);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
});

test('a message of eight thousand characters is answered', async () => {
  expect((await ask('warranty '.repeat(888).padEnd(8_000, 'x'))).provider).toBe('local');
});

test('an inactive bot does not answer', async () => {
  const sleeping = await given.chatbot(me, { status: 'inactive' });
  const answer = await me.client.post(`/api/v1/chatbots/${sleeping.id}/conversation`, { message: 'Hello' });
  expect([answer.status, answer.body.code]).toEqual([409, 'CONFLICT']);
});
