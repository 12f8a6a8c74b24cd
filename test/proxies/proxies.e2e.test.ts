import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestClient, type ServerSentEvent } from '../helpers/client.js';
import { script } from '../helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../helpers/given.js';
import { startBlockProxy } from './block-proxy.js';
import type { TestProxy } from './forwarder.js';
import { startGzipProxy } from './gzip-proxy.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'openai' } });
});
const running: TestProxy[] = [];
afterEach(async () => {
  for (const proxy of running.splice(0)) await proxy.stop();
});

type Options = { idleMs?: number };
const kept = async (starting: Promise<TestProxy>): Promise<TestProxy> => {
  const proxy = await starting;
  running.push(proxy);
  return proxy;
};
const proxies: Record<string, (target: string, options?: Options) => Promise<TestProxy>> = {
  'a proxy that buffers blocks': (target, options) => kept(startBlockProxy(target, options)),
  'a proxy that compresses': (target, options) => kept(startGzipProxy(target, options)),
  'one behind the other': async (target, options) =>
    kept(startGzipProxy((await kept(startBlockProxy(target, options))).url, options)),
  'the other behind the one': async (target, options) =>
    kept(startBlockProxy((await kept(startGzipProxy(target, options))).url, options)),
};
const names = Object.keys(proxies);

const path = () => `/api/v1/chatbots/${bot.id}/conversation`;
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
const textOf = (events: ServerSentEvent[]) =>
  events
    .filter(({ event }) => event === 'token')
    .map(({ data: { text } }) => text as string)
    .join('');

test.each(names)('%s really holds back what may be held back', async (name) => {
  // Events as they should not be sent; the second waits for the arrival of the first, but not for ever.
  let arrived = false;
  let wasHeld = false;
  const tell = async (response: ServerResponse): Promise<void> => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: first\n\n');
    for (let round = 0; round < 20 && !arrived; round++) await sleep(50);
    wasHeld = !arrived;
    response.end('data: second\n\n');
  };
  const origin = createServer((_, response) => void tell(response)).listen(0, '127.0.0.1');
  await once(origin, 'listening');
  const proxy = await proxies[name]!(`http://127.0.0.1:${(origin.address() as { port: number }).port}`);
  const response = await fetch(proxy.url);
  let text = '';
  for await (const part of response.body!) {
    arrived = true;
    text += new TextDecoder().decode(part as Uint8Array);
  }
  expect(text).toBe('data: first\n\ndata: second\n\n');
  expect(wasHeld).toBe(true);
  await new Promise((closed) => origin.close(closed));
});

test.each(names)('through %s the first token arrives while the answer is made', async (name) => {
  const proxy = await proxies[name]!(platformUrl());
  const client = new TestClient(proxy.url, { ...me.client.headers, 'Accept-Encoding': 'gzip' });
  const marker = unique();
  await script(marker, { text: words(60), paceMs: 50 });
  let conversationId = '';
  let meanwhile: Promise<string> | undefined;
  const { response, events } = await client.events('POST', path(), {
    body: { message: `Tell ${marker}`, stream: true },
    until: (heard) => {
      if (heard.event === 'start') conversationId = heard.data.conversationId;
      if (heard.event === 'token') meanwhile ??= statusOf(conversationId);
      return false;
    },
  });
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(await meanwhile).toBe('answering');
  expect(textOf(events)).toBe(words(60));
});

/** Asked past the proxies. */
const statusOf = async (conversationId: string): Promise<string> =>
  data(await me.client.get(`${path()}/history?conversationId=${conversationId}`))[1].status;

test('a silent model does not cost the connection: comments keep it through impatient proxies', async () => {
  const proxy = await proxies['one behind the other']!(platformUrl(), { idleMs: 13_000 });
  const client = new TestClient(proxy.url, me.client.headers);
  const marker = unique();
  await script(marker, { text: 'At last.', delayMs: 15_000 });
  const { events } = await client.events('POST', path(), {
    body: { message: `Tell ${marker}`, stream: true },
  });
  expect(events.at(-1)).toMatchObject({ event: 'done', data: { message: 'At last.' } });
  expect(running.map(({ silenced }) => silenced)).toEqual([0, 0]);
});

/** Follows an answer as a browser does: whenever the connection is lost, again, after the last event heard. */
function followToTheEnd(
  client: TestClient,
  { onEvent = () => undefined }: { onEvent?: (event: ServerSentEvent) => void } = {},
) {
  const marker = unique();
  const heard: ServerSentEvent[] = [];
  let connections = 0;
  const until = (event: ServerSentEvent): boolean => {
    heard.push(event);
    onEvent(event);
    return false;
  };
  return async (answer: Parameters<typeof script>[1]) => {
    await script(marker, answer);
    const body = { message: `Tell ${marker}`, stream: true };
    connections++;
    await client.events('POST', path(), { body, until }).catch(() => undefined);
    const { conversationId, messageId } = heard[0]!.data;
    const stream = `${path()}/${conversationId}/messages/${messageId}/stream`;
    while (!['done', 'error'].includes(heard.at(-1)!.event)) {
      connections++;
      const headers = { 'Last-Event-ID': heard.at(-1)!.id };
      await client.events('GET', stream, { headers, until }).catch(() => undefined);
    }
    return { heard, connections };
  };
}

test.each(names)('after %s cuts the connections a client goes on where it was', async (name) => {
  const proxy = await proxies[name]!(platformUrl());
  const ask = followToTheEnd(new TestClient(proxy.url, me.client.headers), {
    onEvent: ({ id }) => {
      if (['15', '30'].includes(id)) proxy.cut();
    },
  });
  const { heard, connections } = await ask({ text: words(60), paceMs: 30 });
  expect(connections).toBe(3);
  expect(heard.map(({ id }) => Number(id))).toEqual(heard.map((_, index) => index + 1));
  expect(textOf(heard)).toBe(words(60));
  expect(heard.at(-1)).toMatchObject({ event: 'done', data: { message: words(60) } });
});

test('a proxy that cuts whatever is silent for a second loses nothing either', async () => {
  const proxy = await proxies['a proxy that compresses']!(platformUrl(), { idleMs: 1_000 });
  const ask = followToTheEnd(new TestClient(proxy.url, me.client.headers));
  const { heard, connections } = await ask({ text: words(3), delayMs: 2_500 });
  expect(connections).toBeGreaterThan(2);
  expect(proxy.silenced).toBe(connections - 1);
  expect(heard.map(({ id }) => Number(id))).toEqual(heard.map((_, index) => index + 1));
  expect(textOf(heard)).toBe(words(3));
});
