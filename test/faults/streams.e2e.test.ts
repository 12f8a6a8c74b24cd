import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import type { ServerSentEvent } from '../helpers/client.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';

// A platform of its own: its Valkey hangs and is killed, its API is stopped, in the middle of answers.
let double: OpenAiDouble;
let platform: TestPlatform;
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  platform = await startTestPlatform({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url });
  const given = createGiven(platform.url);
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'openai' } });
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await double?.close();
});

const path = () => `/api/v1/chatbots/${bot.id}/conversation`;
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
const textOf = (events: ServerSentEvent[]) =>
  events
    .filter(({ event }) => event === 'token')
    .map(({ data: { text } }) => text as string)
    .join('');
const idsOf = (events: ServerSentEvent[]) => events.map(({ id }) => Number(id));
const streamOf = ({ data: { conversationId, messageId } }: ServerSentEvent) =>
  `${path()}/${conversationId}/messages/${messageId}/stream`;
const answerIn = async (conversationId: string) =>
  data(await me.client.get(`${path()}/history?conversationId=${conversationId}`))[1];

const ask = (text: string, paceMs: number, onEvent: (event: ServerSentEvent) => boolean | void) => {
  double.enqueue({ for: 'chat', text, paceMs });
  const body = { message: `Tell ${unique()}`, stream: true };
  return me.client.events('POST', path(), { body, until: (event) => onEvent(event) === true });
};

test('while Valkey hangs an answer is made, told and stored; only following it is not possible', async () => {
  const { valkey } = await platform.pids();
  let meanwhile: Promise<{ status: number; body: { code: string; message: string } }> | undefined;
  const heard: ServerSentEvent[] = [];
  const { events } = await ask(words(150), 100, (event) => {
    if (heard.push(event) !== 10) return;
    process.kill(valkey!, 'SIGSTOP');
    meanwhile = me.client.get(streamOf(heard[0]!));
  }).finally(() => process.kill(valkey!, 'SIGCONT'));
  expect(idsOf(events)).toEqual(idsOf(events).map((_, index) => index + 1));
  expect(events.at(-1)).toMatchObject({ event: 'done', data: { message: words(150) } });
  expect(await meanwhile).toMatchObject({
    status: 503,
    body: { code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('cannot be followed') },
  });
  expect(await answerIn(events[0]!.data.conversationId)).toMatchObject({
    content: words(150),
    status: 'answered',
  });
  const again = await me.client.events('GET', streamOf(events[0]!), { headers: { 'Last-Event-ID': '20' } });
  expect(again.events).toEqual(events.slice(20));
});

test('Valkey is killed under an answer: who follows it hears all of it', async () => {
  let follower: Promise<{ events: ServerSentEvent[] }> | undefined;
  let count = 0;
  const killAt = async () => process.kill((await platform.pids()).valkey!, 'SIGKILL');
  let killed: Promise<boolean> | undefined;
  const { events } = await ask(words(120), 100, (event) => {
    if (event.event === 'start') follower = me.client.events('GET', streamOf(event));
    if (++count === 30) killed = killAt();
  });
  await killed;
  expect(events.at(-1)!.event).toBe('done');
  expect((await follower!).events).toEqual(events);
  // Nobody took its maker for dead meanwhile.
  await sleep(8_000);
  expect((await answerIn(events[0]!.data.conversationId)).status).toBe('answered');
});

test('an answer that cannot be finished before the API stops ends with an error and keeps its part', async () => {
  const { api } = await platform.pids();
  let count = 0;
  const begun = await ask(words(600), 50, () => {
    if (++count === 5) process.kill(api!, 'SIGTERM');
  });
  expect(begun.events.at(-1)).toMatchObject({
    event: 'error',
    data: { code: 'SERVICE_UNAVAILABLE', message: 'The server is stopping; ask again' },
  });
  const part = textOf(begun.events);
  expect(words(600).startsWith(part)).toBe(true);
  const { conversationId } = begun.events[0]!.data;
  await eventually(
    async () =>
      expect(await answerIn(conversationId)).toMatchObject({ content: part, status: 'interrupted' }),
    60_000,
  );
  expect((await me.client.events('GET', streamOf(begun.events[0]!))).events).toEqual(begun.events);
});

test('an answer whose client has left is finished before the API stops', async () => {
  const { api } = await platform.pids();
  let count = 0;
  const { events } = await ask(words(60), 100, () => ++count === 5);
  process.kill(api!, 'SIGTERM');
  const { conversationId } = events[0]!.data;
  await eventually(async () => {
    expect((await platform.pids()).api ?? api).not.toBe(api);
    expect(await answerIn(conversationId)).toMatchObject({ content: words(60), status: 'answered' });
  }, 60_000);
});
