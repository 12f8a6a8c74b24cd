import { beforeAll, expect, test } from '@jest/globals';
import type { ServerSentEvent } from '../../test/helpers/client.js';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { eventually } from '../../test/helpers/leftovers.js';

const given = createGiven(platformUrl());
type Bot = { id: string };
const exact = { provider: 'openai', temperature: 0 };
let me: Member;
let bot: Bot;
let marker: string;
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: exact });
});

const path = ({ id }: Bot) => `/api/v1/chatbots/${id}/conversation`;
interface Asked {
  of?: Bot;
  by?: Member;
  conversationId?: string;
  userId?: string;
}
const ask = async (message: string, { of = bot, by = me, ...body }: Asked = {}) =>
  data(await by.client.post(path(of), { message, ...body }));
const calls = async () => (await asked(marker)).length;
const chatCache = async (): Promise<{ hits: number; misses: number; hitRate: number }> => {
  const admin = await given.admin();
  const orgId = me.user.organizationId;
  return data(await admin.get(`/api/admin/ai/usage?orgId=${orgId}`)).cache.chat;
};

test('an equal question is answered once, the same way, and costs nothing the second time', async () => {
  marker = unique();
  const message = `How are ${marker}?`;
  await script(marker, { text: 'They are fine, thank you.' });
  const before = await chatCache();
  const first = await ask(message);
  const second = await ask(message, { userId: 'somebody-else' });
  expect(await calls()).toBe(1);
  expect(first.usage).toMatchObject({ cached: false, cost: expect.any(Number) });
  expect(first.usage.totalTokens).toBeGreaterThan(0);
  expect(second).toEqual({
    ...first,
    ...{ conversationId: expect.any(String), messageId: expect.any(String), latencyMs: expect.any(Number) },
    usage: { promptTokens: 0, completionTokens: 0, totalTokens: 0, cost: 0, cached: true },
  });
  expect([second.conversationId, second.messageId]).not.toContain(first.messageId);
  const [, stored] = data(
    await me.client.get(`${path(bot)}/history?conversationId=${second.conversationId}`),
  );
  expect(stored).toMatchObject({ content: 'They are fine, thank you.', status: 'answered' });
  await eventually(async () =>
    expect(await chatCache()).toMatchObject({ hits: before.hits + 1, misses: before.misses + 1 }),
  );
});

test('a kept answer is streamed in the same events, and can be told again', async () => {
  marker = unique();
  await script(marker, { text: 'One two three, says the model.' });
  const stream = async () =>
    (await me.client.events('POST', path(bot), { body: { message: `Tell ${marker}`, stream: true } })).events;
  const told = (events: ServerSentEvent[]) =>
    events.map(({ event, id, data: { text } }) => [event, id, ...(event === 'token' ? [text] : [])]);
  const [first, second] = [await stream(), await stream()];
  expect(first.length).toBeGreaterThan(5);
  expect(told(second)).toEqual(told(first));
  const { usage, message, conversationId, messageId } = second.at(-1)!.data;
  expect([usage.cached, message, await calls()]).toEqual([true, 'One two three, says the model.', 1]);
  const again = await me.client.events('GET', `${path(bot)}/${conversationId}/messages/${messageId}/stream`);
  expect(told(again.events)).toEqual(told(second));
});

test('what differs is asked for: history, settings, bot, organisation', async () => {
  marker = unique();
  const message = `What of ${marker}?`;
  const { conversationId } = await ask(message);
  expect((await ask(message, { conversationId })).usage.cached).toBe(false);
  const changed = await given.chatbot(me, { model: { ...exact, maxTokens: 99 } });
  const same = await given.chatbot(me, { model: exact });
  const stranger = await given.owner();
  const theirs = await given.chatbot(stranger, { model: exact });
  expect((await ask(message, { of: changed })).usage.cached).toBe(false);
  expect((await ask(message, { of: same })).usage.cached).toBe(false);
  expect((await ask(message, { of: theirs, by: stranger })).usage.cached).toBe(false);
  expect(await calls()).toBe(5);
  expect((await ask(message)).usage.cached).toBe(true);
});

test('another version of the bot, or other knowledge, is another question', async () => {
  marker = unique('word');
  const reader = await given.chatbot(me, { model: exact });
  const base = await given.knowledgeBase(me, reader.id);
  await given.documents(me, base.id, { 'a.md': `The ${marker} is kept on the shelf.` });
  await script(marker, { text: 'On the shelf [1].' }, { text: 'On the shelf or in the drawer [1].' });
  const message = `Where is the ${marker}?`;
  const first = await ask(message, { of: reader });
  const kept = await ask(message, { of: reader });
  expect([kept.usage.cached, kept.citations, kept.grounded]).toEqual([true, first.citations, true]);
  await given.documents(me, base.id, { 'b.md': `Another ${marker} is kept in the drawer.` });
  const later = await ask(message, { of: reader });
  expect([later.usage.cached, later.message]).toEqual([false, 'On the shelf or in the drawer [1].']);
  expect((await ask(message, { of: reader })).usage.cached).toBe(true);
  data(await me.client.put(`/api/v1/chatbots/${reader.id}`, { description: 'Another version' }));
  data(await me.client.put(`/api/v1/chatbots/${reader.id}`, { instructions: 'Be brief.' }));
  expect((await ask(message, { of: reader })).usage.cached).toBe(false);
});

test('who wants variation gets it: without a temperature of 0 every answer is a new one', async () => {
  marker = unique();
  for (const model of [{ provider: 'openai' }, { ...exact, temperature: 0.2 }]) {
    const lively = await given.chatbot(me, { model });
    for (let n = 0; n < 2; n++)
      expect((await ask(`Sing ${marker}`, { of: lively })).usage.cached).toBe(false);
  }
  expect(await calls()).toBe(4);
});

test('half an answer, and one that was cut, are not kept', async () => {
  marker = unique();
  await script(
    marker,
    { text: 'This one breaks off in the middle', cutAfter: 3 },
    { text: 'This one was cut', finishReason: 'length' },
    { text: 'This one is whole.' },
  );
  expect((await me.client.post(path(bot), { message: marker })).status).toBe(502);
  expect((await ask(marker)).message).toBe('This one was cut');
  expect(await ask(marker)).toMatchObject({ message: 'This one is whole.', usage: { cached: false } });
  expect(await ask(marker)).toMatchObject({ message: 'This one is whole.', usage: { cached: true } });
  expect(await calls()).toBe(3);
});
