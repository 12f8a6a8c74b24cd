import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startApiProcess, type ApiProcess } from '../../test/helpers/api-process.js';
import { TestClient, type ServerSentEvent } from '../../test/helpers/client.js';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { eventually } from '../../test/helpers/leftovers.js';

// The process that makes the answer is killed; the shared platform's own stays.
const given = createGiven(platformUrl());
let maker: ApiProcess;
let me: Member;
let there: TestClient;
let bot: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'openai' } });
});
beforeEach(async () => {
  maker = await startApiProcess();
  there = new TestClient(maker.url, me.client.headers);
});
afterEach(() => maker.kill());

const path = () => `/api/v1/chatbots/${bot.id}/conversation`;
const words = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');
const textOf = (events: ServerSentEvent[]) =>
  events
    .filter(({ event }) => event === 'token')
    .map(({ data: { text } }) => text as string)
    .join('');
const history = async (conversationId: string) =>
  data(await me.client.get(`${path()}/history?conversationId=${conversationId}`));

/** Asks the maker and hears a few tokens; the answer would take ten seconds more. */
async function begin(headers: Record<string, string> = {}) {
  const marker = unique();
  await script(marker, { text: words, paceMs: 25 });
  const body = { message: `Tell ${marker}`, stream: true };
  let seen = 0;
  const { events } = await there.events('POST', path(), { body, headers, until: () => ++seen === 30 });
  const { conversationId, messageId } = events[0]!.data;
  const stream = `${path()}/${conversationId}/messages/${messageId}/stream`;
  return { events, body, conversationId, stream, marker };
}

test('a follower is told that the answer broke off, and the part so far is kept', async () => {
  const { events, conversationId, stream } = await begin();
  let heard = 0;
  let killed: Promise<void> | undefined;
  const follower = await me.client.events('GET', stream, {
    headers: { 'Last-Event-ID': events.at(-1)!.id },
    until: () => {
      if (++heard === 20) killed = maker.kill();
      return false;
    },
  });
  await killed;
  const all = [...events, ...follower.events];
  expect(all.map(({ id }) => Number(id))).toEqual(all.map((_, index) => index + 1));
  expect(all.at(-1)).toMatchObject({
    event: 'error',
    data: { code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('broke off') },
  });
  const part = textOf(all);
  expect(words.startsWith(part)).toBe(true);
  const [, answer] = await history(conversationId);
  expect(answer).toMatchObject({ content: part, status: 'interrupted' });

  expect((await me.client.events('GET', stream)).events).toEqual(all);
  const next = data(await me.client.post(path(), { message: `Tell ${unique()}`, conversationId }));
  expect(next.conversationId).toBe(conversationId);
  const messages = await history(conversationId);
  expect(messages.map(({ status }: { status?: string }) => status ?? null)).toEqual([
    null,
    'interrupted',
    null,
    'answered',
  ]);
});

test('nobody follows: the part so far is kept all the same', async () => {
  const { events, conversationId, stream } = await begin();
  await maker.kill();
  await eventually(async () => {
    const [, answer] = await history(conversationId);
    expect(answer.status).toBe('interrupted');
  });
  const [, answer] = await history(conversationId);
  expect(words.startsWith(answer.content)).toBe(true);
  // What had reached the client within the last batch may be missing, no more.
  expect(answer.content.length).toBeGreaterThan(textOf(events).length / 2);
  const { events: told } = await me.client.events('GET', stream);
  expect(textOf(told)).toBe(answer.content);
  expect(told.at(-1)!.event).toBe('error');
  // One who heard more than was kept is told the end as well.
  const { events: end } = await me.client.events('GET', stream, { headers: { 'Last-Event-ID': '300' } });
  expect(end).toMatchObject([{ event: 'error', id: '301' }]);
});

test('a request with the same key runs again once its process is known to be dead', async () => {
  const headers = { 'Idempotency-Key': unique('key') };
  const { body, marker } = await begin(headers);
  await maker.kill();
  expect((await me.client.post(path(), body, headers)).status).toBe(409);
  await script(marker, { text: 'made anew' });
  await eventually(async () => {
    const answer = await me.client.post(path(), { ...body }, headers);
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('made anew')]);
  }, 40_000);
  expect(await asked(marker)).toHaveLength(2);
});
