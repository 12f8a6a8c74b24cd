import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApiProcess, type ApiProcess } from '../../test/helpers/api-process.js';
import type { ServerSentEvent, TestClient } from '../../test/helpers/client.js';
import { TestClient as Client } from '../../test/helpers/client.js';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { eventually } from '../../test/helpers/leftovers.js';

// Two API processes over the same stores: an answer begun by one goes on at the other.
const given = createGiven(platformUrl());
let other: ApiProcess;
let me: Member;
let elsewhere: TestClient;
let bot: { id: string };
beforeAll(async () => {
  other = await startApiProcess();
  me = await given.owner();
  elsewhere = new Client(other.url, me.client.headers);
  bot = await given.chatbot(me, { model: { provider: 'openai' } });
});
afterAll(() => other?.stop());

const path = (of = bot) => `/api/v1/chatbots/${of.id}/conversation`;
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
const textOf = (events: ServerSentEvent[]) =>
  events
    .filter(({ event }) => event === 'token')
    .map(({ data: { text } }) => text as string)
    .join('');
const idsOf = (events: ServerSentEvent[]) => events.map(({ id }) => Number(id));
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Asks and leaves when so many events have arrived. */
async function begin(text: string, { leaveAfter = Infinity, paceMs = 20 } = {}) {
  const marker = unique();
  await script(marker, { text, paceMs });
  let seen = 0;
  const { response, events } = await me.client.events('POST', path(), {
    body: { message: `Tell ${marker}`, stream: true },
    until: () => ++seen === leaveAfter,
  });
  const { conversationId, messageId } = events[0]!.data;
  const stream = `${path()}/${conversationId}/messages/${messageId}/stream`;
  return { response, events, conversationId, messageId, stream, marker };
}
const resume = (client: TestClient, stream: string, after?: number | string) =>
  client.events('GET', stream, { headers: after === undefined ? {} : { 'Last-Event-ID': String(after) } });

test('a stream that was dropped goes on at another process, without a token lost or doubled', async () => {
  const text = `${words(60)} Ünïcödé 🎉 end`;
  const { events, stream, conversationId } = await begin(text, { leaveAfter: 20 });
  const rest = await resume(elsewhere, stream, events.at(-1)!.id);
  expect(rest.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const all = [...events, ...rest.events];
  expect(idsOf(all)).toEqual(upTo(all.length));
  expect(textOf(all)).toBe(text);
  expect(all.at(-1)).toMatchObject({ event: 'done', data: { message: text } });
  const messages = data(await me.client.get(`${path()}/history?conversationId=${conversationId}`));
  expect(messages.at(-1)).toMatchObject({ content: text, status: 'answered' });
});

test('two followers and the client hear the same, while it is made and afterwards', async () => {
  const marker = unique();
  await script(marker, { text: words(40), paceMs: 20 });
  const followers: Promise<{ events: ServerSentEvent[] }>[] = [];
  const { events, response } = await me.client.events('POST', path(), {
    body: { message: `Tell ${marker}`, stream: true },
    until: ({ event, data: { conversationId, messageId } }) => {
      const stream = `${path()}/${conversationId}/messages/${messageId}/stream`;
      if (event === 'start') followers.push(resume(elsewhere, stream), resume(me.client, stream));
      return false;
    },
  });
  for (const follower of followers) expect((await follower).events).toEqual(events);
  const stream = response.headers.get('location')!;
  expect((await resume(elsewhere, stream)).events).toEqual(events);
  expect((await resume(me.client, stream, 17)).events).toEqual(events.slice(17));
  expect((await resume(me.client, `${stream}?lastEventId=17`)).events).toEqual(events.slice(17));
  // A browser repeats the address it was opened with; its header is newer.
  expect((await resume(me.client, `${stream}?lastEventId=17`, 30)).events).toEqual(events.slice(30));
  expect(await asked(marker)).toHaveLength(1);
});

test('the last event is told to whoever asks, however much they have heard', async () => {
  const { events, stream } = await begin('one two three');
  for (const after of [events.length, events.length + 50]) {
    const { events: told } = await resume(me.client, stream, after);
    expect(told).toEqual([{ ...events.at(-1), id: String(after + 1) }]);
  }
});

test('an answer that was not streamed is told as events, too', async () => {
  const answer = data(await me.client.post(path(), { message: `Tell ${unique()}` }));
  const stream = `${path()}/${answer.conversationId}/messages/${answer.messageId}/stream`;
  const { events } = await resume(elsewhere, stream);
  expect(events.map(({ event }) => event)).toEqual(['start', 'token', 'citations', 'done']);
  expect(events.at(-1)!.data).toEqual(answer);
  expect((await resume(elsewhere, stream, 2)).events).toEqual(events.slice(2));
});

test('a client that does not accept events gets the whole answer when it is made', async () => {
  const text = words(30);
  const { stream } = await begin(text, { leaveAfter: 3 });
  const answer = data(await elsewhere.get(stream, { Accept: 'application/json' }));
  expect(answer.message).toBe(text);
  expect(data(await me.client.get(stream, { Accept: 'application/json' }))).toEqual(answer);
});

test('what a model said before it failed is told again with its failure', async () => {
  const marker = unique();
  await script(marker, { text: words(10), cutAfter: 5 });
  const { events } = await me.client.events('POST', path(), {
    body: { message: `Tell ${marker}`, stream: true },
  });
  const { conversationId, messageId } = events[0]!.data;
  expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'PROVIDER_ERROR' } });
  const stream = `${path()}/${conversationId}/messages/${messageId}/stream`;
  expect((await resume(elsewhere, stream)).events).toEqual(events);
  const whole = await elsewhere.get(stream, { Accept: 'application/json' });
  expect([whole.status, whole.body.code]).toEqual([502, 'PROVIDER_ERROR']);
  const messages = data(await me.client.get(`${path()}/history?conversationId=${conversationId}`));
  expect(messages.at(-1)).toMatchObject({ content: textOf(events), status: 'interrupted' });
});

test.each(['-1', 'abc', '1.5', '9'.repeat(16)])('the last event id %s is refused', async (after) => {
  const { stream } = await begin('one two');
  for (const answer of [
    await me.client.get(stream, { 'Last-Event-ID': after }),
    await me.client.get(`${stream}?lastEventId=${after}`),
  ])
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test('only who may see the conversation may follow it', async () => {
  const { stream, conversationId, messageId } = await begin('one two');
  const stranger = await given.owner();
  const foreign = await stranger.client.get(stream);
  const absent = await me.client.get(`${path()}/${conversationId}/messages/${unusedId()}/stream`);
  expect([foreign.status, foreign.body.code]).toEqual([404, 'NOT_FOUND']);
  expect(absent.status).toBe(404);
  expect((await me.client.get(`${path()}/${unusedId()}/messages/${messageId}/stream`)).status).toBe(404);
  const second = await given.chatbot(me);
  expect((await me.client.get(stream.replace(bot.id, second.id))).status).toBe(404);
  expect((await given.anonymous.get(stream)).status).toBe(401);
  expect((await (await given.key(me, ['chat'])).get(stream)).status).toBe(200);
  expect((await (await given.key(me, ['write'])).get(stream)).status).toBe(403);
});

test('a HEAD request ends at once', async () => {
  const { stream } = await begin(words(40), { leaveAfter: 2 });
  const response = await fetch(`${other.url}${stream}`, { method: 'HEAD', headers: me.client.headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/event-stream'),
  ]);
});

test('a repeat with the same key while the answer is made says where to follow it', async () => {
  const marker = unique();
  const headers = { 'Idempotency-Key': unique('key') };
  const body = { message: `Tell ${marker}`, stream: true };
  await script(marker, { text: words(30), paceMs: 50 });
  let seen = 0;
  const first = await me.client.events('POST', path(), { body, headers, until: () => ++seen === 4 });
  const repeat = await elsewhere.post(path(), body, headers);
  expect([repeat.status, repeat.headers.get('retry-after')]).toEqual([409, '1']);
  const rest = await resume(elsewhere, repeat.headers.get('location')!, first.events.at(-1)!.id);
  expect(textOf([...first.events, ...rest.events])).toBe(words(30));
  await eventually(async () => expect((await elsewhere.post(path(), body, headers)).status).toBe(200));
  expect(await asked(marker)).toHaveLength(1);
});

test('the history says that an answer is being made', async () => {
  const { conversationId, stream } = await begin(words(30), { leaveAfter: 3, paceMs: 50 });
  const [question, answer] = data(await me.client.get(`${path()}/history?conversationId=${conversationId}`));
  expect(question.status).toBeUndefined();
  expect(answer.status).toBe('answering');
  expect(textOf((await resume(elsewhere, stream)).events)).toBe(words(30));
});
