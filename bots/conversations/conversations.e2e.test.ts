import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'local' } });
});

const at = (path: string, of = bot) => `/api/v1/chatbots/${of.id}${path}`;
const say = async (message: string, values: object = {}) =>
  data(await me.client.post(at('/conversation'), { message, ...values }));
const history = async (query: string) => await me.client.get(at(`/conversation/history?${query}`));
/** A conversation of so many questions. */
const conversation = async (questions: number, userId?: string) => {
  const first = await say('Question 1', { userId });
  for (let n = 2; n <= questions; n++)
    await say(`Question ${n}`, { userId, conversationId: first.conversationId });
  return first.conversationId as string;
};

test('history tells both sides, oldest first', async () => {
  const userId = unique('user');
  const id = await conversation(2, userId);
  const messages = data(await history(`conversationId=${id}`));
  expect(messages).toEqual([
    {
      id: expect.any(String),
      conversationId: id,
      userId,
      role: 'user',
      content: 'Question 1',
      // One word and a number tell nothing.
      language: null,
      createdAt: expect.any(String),
    },
    {
      id: expect.any(String),
      conversationId: id,
      userId,
      role: 'assistant',
      content: expect.any(String),
      createdAt: expect.any(String),
      status: 'answered',
      citations: [],
      toolCalls: [],
      rating: null,
    },
    expect.objectContaining({ role: 'user', content: 'Question 2' }),
    expect.objectContaining({ role: 'assistant' }),
  ]);
  const times = messages.map(({ createdAt }: { createdAt: string }) => createdAt);
  expect(times).toEqual([...times].sort());
});

test('pages of every size put together are the history', async () => {
  const id = await conversation(5);
  const all = data(await history(`conversationId=${id}&limit=100`)).map(
    (message: { id: string }) => message.id,
  );
  expect(all).toHaveLength(10);
  for (const limit of [1, 2, 3, 4, 5, 7, 9, 10, 11]) {
    const pages: string[] = [];
    for (let page = 1; page <= Math.ceil(10 / limit); page++) {
      const answer = await history(`conversationId=${id}&limit=${limit}&page=${page}`);
      expect(answer.body.pagination).toEqual({ total: 10, pages: Math.ceil(10 / limit), page, limit });
      pages.push(...data(answer).map((message: { id: string }) => message.id));
    }
    expect([limit, pages]).toEqual([limit, all]);
  }
  expect(data(await history(`conversationId=${id}&limit=3&page=5`))).toEqual([]);
});

test('history is told by conversation, by end user, and by both', async () => {
  const [ann, bob] = [unique('ann'), unique('bob')];
  const first = await conversation(1, ann);
  const second = await conversation(2, ann);
  const third = await conversation(1, bob);
  const total = async (query: string) => (await history(query)).body.pagination.total;
  expect(await total(`userId=${ann}`)).toBe(6);
  expect(await total(`userId=${bob}`)).toBe(2);
  expect(await total(`userId=${ann}&conversationId=${second}`)).toBe(4);
  expect(await total(`userId=${ann}&conversationId=${third}`)).toBe(0);
  expect(await total(`conversationId=${first}`)).toBe(2);
  expect(await total(`conversationId=${unusedId()}`)).toBe(0);
  expect(await total(`userId=${unique('nobody')}`)).toBe(0);
  expect((await history('userId[$ne]=x')).status).toBe(400);
});

test('a conversation goes on under its id', async () => {
  const first = await say('Hello');
  const second = await say('Again', { conversationId: first.conversationId });
  expect(second.conversationId).toBe(first.conversationId);
  expect(second.messageId).not.toBe(first.messageId);
  expect((await say('New')).conversationId).not.toBe(first.conversationId);
});

test('a conversation goes on only with its own bot and its own end user', async () => {
  const userId = unique('user');
  const { conversationId } = await say('Hello', { userId });
  const attempt = (values: object, of = bot) =>
    me.client.post(at('/conversation', of), { message: 'Again', conversationId, ...values });
  expect((await attempt({ userId })).status).toBe(200);
  const other = await given.chatbot(me, { model: { provider: 'local' } });
  for (const answer of [
    await attempt({ userId: unique('other') }),
    await attempt({ userId }, other),
    await attempt({ userId, conversationId: unusedId() }),
    await attempt({ userId, conversationId: 'x' }),
  ])
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  expect((await history(`conversationId=${conversationId}`)).body.pagination.total).toBe(4);
});

test('an ended conversation stays readable and does not go on', async () => {
  const { conversationId } = await say('Hello');
  const end = () => me.client.post(at(`/conversation/${conversationId}/end`));
  expect(data(await end())).toEqual({ id: conversationId, status: 'ended' });
  const again = await end();
  expect([again.status, again.body.code]).toEqual([409, 'CONFLICT']);
  const more = await me.client.post(at('/conversation'), { message: 'More', conversationId });
  expect([more.status, more.body.code]).toEqual([409, 'CONFLICT']);
  expect((await history(`conversationId=${conversationId}`)).body.pagination.total).toBe(2);
  expect((await me.client.post(at(`/conversation/${unusedId()}/end`))).status).toBe(404);
});

test.each([
  [1, 1],
  [5, 5],
  ['up', 5],
  ['down', 1],
])('an answer is rated %j', async (rating, stored) => {
  const { messageId, conversationId } = await say('Hello');
  const rated = data(await me.client.post(at('/response-rating'), { messageId, rating, feedback: ' Fine ' }));
  expect(rated).toEqual({
    messageId,
    rating: stored,
    feedback: 'Fine',
    ratedAt: expect.stringMatching(/Z$/),
  });
  const [question, answer] = data(await history(`conversationId=${conversationId}`));
  expect(answer.rating).toEqual({ rating: stored, feedback: 'Fine' });
  expect(question.rating).toBeUndefined();
});

test('rating again replaces the rating and its words', async () => {
  const { messageId, conversationId } = await say('Hello');
  await me.client.post(at('/response-rating'), { messageId, rating: 1, feedback: 'Bad' });
  data(await me.client.post(at('/response-rating'), { messageId, rating: 4 }));
  expect(data(await history(`conversationId=${conversationId}`))[1].rating).toEqual({
    rating: 4,
    feedback: null,
  });
});

test.each([0, 6, 2.5, '5', 'great', null, { $gt: 0 }])('a rating of %j is refused', async (rating) => {
  const answer = await me.client.post(at('/response-rating'), { messageId: unusedId(), rating });
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test('only answers of this bot are rated', async () => {
  const { messageId, conversationId } = await say('Hello');
  const [question] = data(await history(`conversationId=${conversationId}`));
  const other = await given.chatbot(me);
  for (const [path, id] of [
    [at('/response-rating', other), messageId],
    [at('/response-rating'), question.id],
    [at('/response-rating'), unusedId()],
  ])
    expect((await me.client.post(path, { messageId: id, rating: 1 })).status).toBe(404);
});
