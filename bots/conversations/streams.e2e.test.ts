import { beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { ServerSentEvent } from '../../test/helpers/client.js';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { eventually } from '../../test/helpers/leftovers.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'openai' } });
});

const path = (of = bot) => `/api/v1/chatbots/${of.id}/conversation`;
const stream = (
  body: object,
  headers: Record<string, string> = {},
  until?: (event: ServerSentEvent) => boolean,
) => me.client.events('POST', path(), { body, headers, until });
const textOf = (events: ServerSentEvent[]) =>
  events
    .filter(({ event }) => event === 'token')
    .map(({ data: { text } }) => text as string)
    .join('');
const history = async (conversationId: string) =>
  data(await me.client.get(`${path()}/history?conversationId=${conversationId}`));

test('a stream tells start, tokens, citations, done, with increasing ids', async () => {
  const marker = unique();
  await script(marker, { text: 'One two three, says the model. Ünïcödé 🎉' });
  const { response, events } = await stream({ message: `Tell ${marker}`, stream: true });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(response.headers.get('cache-control')).toContain('no-cache');
  const names = events.map(({ event }) => event);
  expect(names[0]).toBe('start');
  expect(names.slice(-2)).toEqual(['citations', 'done']);
  expect(new Set(names.slice(1, -2))).toEqual(new Set(['token']));
  expect(names.length).toBeGreaterThan(6);
  expect(events.map(({ id }) => Number(id))).toEqual(events.map((_, index) => index + 1));
  const done = events.at(-1)!.data;
  expect(textOf(events)).toBe('One two three, says the model. Ünïcödé 🎉');
  expect(done).toMatchObject({ message: textOf(events), provider: 'openai', grounded: false, citations: [] });
  expect(events[0]!.data).toEqual({ conversationId: done.conversationId, messageId: done.messageId });
});

test('a stream ends with the very body that is answered without one, and is in the history', async () => {
  const plain = data(await me.client.post(path(), { message: `Tell ${unique()}` }));
  const { events } = await stream({ message: `Tell ${unique()}` });
  const done = events.at(-1)!.data;
  expect(Object.keys(done).sort()).toEqual(Object.keys(plain).sort());
  const messages = await history(done.conversationId);
  expect(messages).toHaveLength(2);
  expect(messages[1]).toMatchObject({ id: done.messageId, content: done.message });
});

test('the local model streams with its citations', async () => {
  const local = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, local.id);
  await given.documents(me, base.id, {
    'x.md': 'The canteen serves tomato soup on Mondays and fish on Fridays.',
  });
  const { events } = await me.client.events('POST', path(local), {
    body: { message: 'When does the canteen serve soup?', stream: true },
  });
  const done = events.at(-1)!.data;
  expect(done).toMatchObject({ grounded: true, provider: 'local' });
  expect(textOf(events)).toBe(done.message);
  expect(events.at(-2)!.data).toEqual(done.citations);
});

test('what is refused is refused with its status, before a stream begins', async () => {
  const sleeping = await given.chatbot(me, { status: 'inactive' });
  for (const [id, body, status] of [
    [unusedId(), { message: 'x' }, 404],
    [sleeping.id, { message: 'x' }, 409],
    [bot.id, { message: '' }, 400],
    [bot.id, { message: 'x', conversationId: unusedId() }, 404],
  ] as const) {
    const answer = await me.client.post(`/api/v1/chatbots/${id}/conversation`, { ...body, stream: true });
    expect([answer.status, answer.body.status]).toEqual([status, 'error']);
  }
});

test('a client that leaves in mid-stream finds the whole answer stored', async () => {
  const marker = unique();
  const text = 'word '.repeat(30).trim();
  await script(marker, { text, paceMs: 20 });
  const { events } = await stream({ message: `Tell ${marker}` }, {}, ({ event }) => event === 'token');
  const { conversationId, messageId } = events[0]!.data;
  expect((await history(conversationId))[1]).toMatchObject({ id: messageId, role: 'assistant' });
  await eventually(async () => expect((await history(conversationId))[1].content).toBe(text));
  expect((await asked(marker)).map(({ outcome }) => outcome)).toEqual(['completed']);
});

test.each(['half-open', 'deaf', 'reset'])('an answer whose connection is %s is stored whole', async (way) => {
  const marker = unique();
  const text = 'word '.repeat(30).trim();
  await script(marker, { text, paceMs: 20 });
  const { hostname, port } = new URL(platformUrl());
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => undefined);
  const userId = unique('user');
  const body = JSON.stringify({ message: `Tell ${marker}`, stream: true, userId });
  const headers = { Host: 'test', 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  const head = Object.entries({ ...headers, ...me.client.headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`POST ${path()} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'readable');
  if (way === 'half-open') socket.end();
  if (way === 'reset') socket.resetAndDestroy();
  await eventually(async () => {
    const [, answer] = data(await me.client.get(`${path()}/history?userId=${userId}`));
    expect(answer).toMatchObject({ content: text, status: 'answered' });
  });
  socket.destroy();
  expect((await asked(marker)).map(({ outcome }) => outcome)).toEqual(['completed']);
});

test('a repeat with the same key gets the first answer, and the model is asked once', async () => {
  const marker = unique();
  const headers = { 'Idempotency-Key': unique('key') };
  const body = { message: `Tell ${marker}` };
  const first = await me.client.post(path(), body, headers);
  const second = await me.client.post(path(), body, headers);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body).toEqual(first.body);
  expect(await asked(marker)).toHaveLength(1);
  expect(await history(data(first).conversationId)).toHaveLength(2);
});

test('a repeated stream is told again from what was stored', async () => {
  const marker = unique();
  const headers = { 'Idempotency-Key': unique('key') };
  const body = { message: `Tell ${marker}`, stream: true };
  const first = await stream(body, headers);
  const second = await stream(body, headers);
  expect(second.events).toEqual(first.events);
  expect(second.response.headers.get('idempotency-replayed')).toBe('true');
  expect(await asked(marker)).toHaveLength(1);
});

test('a client that left and repeats with its key gets the answer made meanwhile', async () => {
  const marker = unique();
  const headers = { 'Idempotency-Key': unique('key') };
  const body = { message: `Tell ${marker}`, stream: true };
  await script(marker, { text: 'a b c d e f', paceMs: 40 });
  await stream(body, headers, ({ event }) => event === 'token');
  expect((await me.client.post(path(), body, headers)).status).toBe(409);
  await eventually(async () => {
    const { events } = await stream(body, headers);
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { message: 'a b c d e f' } });
  });
  expect(await asked(marker)).toHaveLength(1);
});

test('the same key with another message is refused', async () => {
  const headers = { 'Idempotency-Key': unique('key') };
  await me.client.post(path(), { message: `Tell ${unique()}` }, headers);
  const answer = await me.client.post(path(), { message: `Tell ${unique()}` }, headers);
  expect([answer.status, answer.body.code]).toEqual([409, 'CONFLICT']);
});
