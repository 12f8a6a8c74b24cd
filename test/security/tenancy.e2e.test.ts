import { beforeAll, expect, test } from '@jest/globals';
import type { Answer, TestClient } from '../helpers/client.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../helpers/given.js';

const given = createGiven(platformUrl());
let owner: Member;
let stranger: Member;
let secret: string;
/** Everything the owner has, by the name of its parameter. */
let theirs: Record<string, string>;
beforeAll(async () => {
  [owner, stranger] = [await given.owner(), await given.owner()];
  secret = unique('secret');
  const bot = await given.chatbot(owner, { name: secret, model: { provider: 'local' } });
  const base = await given.knowledgeBase(owner, bot.id, { name: secret });
  const { accepted } = await given.documents(owner, base.id, { [`${secret}.md`]: `The ${secret} is blue.` });
  const answer = data(
    await owner.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: `What is ${secret}?` }),
  );
  theirs = {
    chatbot: bot.id,
    base: base.id,
    item: accepted.items[0].id,
    job: accepted.jobId,
    conversation: answer.conversationId,
    message: answer.messageId,
  };
});

type Call = [method: string, path: string, body?: object];
const calls: Call[] = [
  ['GET', '/chatbots/:chatbot'],
  ['PUT', '/chatbots/:chatbot', { name: 'mine' }],
  ['DELETE', '/chatbots/:chatbot'],
  ['GET', '/chatbots/:chatbot/knowledge-bases'],
  ['POST', '/chatbots/:chatbot/knowledge-bases', { name: 'mine' }],
  ['POST', '/chatbots/:chatbot/conversation', { message: 'Hello' }],
  ['POST', '/chatbots/:chatbot/conversation', { message: 'Hello', stream: true }],
  ['GET', '/chatbots/:chatbot/conversation/history'],
  ['POST', '/chatbots/:chatbot/conversation/:conversation/end'],
  ['GET', '/chatbots/:chatbot/conversation/:conversation/messages/:message/trace'],
  ['POST', '/chatbots/:chatbot/conversation/:conversation/messages/:message/replay', {}],
  ['POST', '/chatbots/:chatbot/response-rating', { messageId: 'x', rating: 1 }],
  ['GET', '/knowledge-bases/:base'],
  ['PUT', '/knowledge-bases/:base', { name: 'mine' }],
  ['DELETE', '/knowledge-bases/:base'],
  ['GET', '/knowledge-bases/:base/items'],
  ['POST', '/knowledge-bases/:base/items', { content: 'mine' }],
  ['GET', '/knowledge-bases/:base/items/:item'],
  ['PUT', '/knowledge-bases/:base/items/:item', { content: 'mine' }],
  ['DELETE', '/knowledge-bases/:base/items/:item'],
  ['GET', '/knowledge-bases/:base/search?q=secret'],
  ['GET', '/jobs/:job'],
  ['GET', '/jobs/:job/items'],
  ['POST', '/jobs/:job/cancel'],
];
const send = (
  client: TestClient,
  [method, path, body]: Call,
  ids: (name: string) => string,
): Promise<Answer> =>
  client.send(method, `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => ids(name))}`, body);

test.each(calls)('another organisation is told that there is nothing: %s %s %j', async (...call) => {
  const foreign = await send(stranger.client, call, (name) => theirs[name]!);
  const absent = await send(stranger.client, call, () => unusedId());
  expect(foreign.status).toBe(404);
  expect(foreign.body).toEqual(absent.body);
  expect(JSON.stringify(foreign.body)).not.toContain(secret);
});

test('lists of another organisation show nothing', async () => {
  for (const path of [`/chatbots?search=${secret}`, '/chatbots', '/jobs'])
    expect(data(await stranger.client.get(`/api/v1${path}`))).toEqual([]);
});

test('own parents do not open foreign children', async () => {
  const bot = await given.chatbot(stranger);
  const base = await given.knowledgeBase(stranger, bot.id);
  const { conversation, message, item } = theirs;
  const history = (query: string) =>
    stranger.client.get(`/api/v1/chatbots/${bot.id}/conversation/history?${query}`);
  expect(data(await history(`conversationId=${conversation}`))).toEqual([]);
  for (const call of [
    ['GET', `/knowledge-bases/${base.id}/items/${item}`],
    ['PUT', `/knowledge-bases/${base.id}/items/${item}`, { title: 'mine' }],
    ['DELETE', `/knowledge-bases/${base.id}/items/${item}`],
    ['POST', `/chatbots/${bot.id}/conversation`, { message: 'Hello', conversationId: conversation }],
    ['POST', `/chatbots/${bot.id}/conversation/${conversation}/end`],
    ['GET', `/chatbots/${bot.id}/conversation/${conversation}/messages/${message}/trace`],
    ['POST', `/chatbots/${bot.id}/response-rating`, { messageId: message, rating: 1 }],
  ] as Call[])
    expect((await send(stranger.client, call, () => '')).status).toBe(404);
});

test('nothing of this has changed anything', async () => {
  const { chatbot, base, item, conversation } = theirs;
  expect(data(await owner.client.get(`/api/v1/chatbots/${chatbot}`)).name).toBe(secret);
  expect(data(await owner.client.get(`/api/v1/knowledge-bases/${base}/items/${item}`))).toMatchObject({
    title: `${secret}.md`,
    revision: 1,
  });
  const messages = data(
    await owner.client.get(`/api/v1/chatbots/${chatbot}/conversation/history?conversationId=${conversation}`),
  );
  expect(messages).toHaveLength(2);
  expect(messages[1].rating).toBeNull();
});

test('without credentials nothing is told at all', async () => {
  for (const call of calls) {
    const answer = await send(given.anonymous, call, (name) => theirs[name]!);
    expect([call, answer.status, answer.body.code]).toEqual([call, 401, 'UNAUTHORIZED']);
  }
});
