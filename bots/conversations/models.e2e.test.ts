import { beforeAll, expect, test } from '@jest/globals';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
let marker: string;
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { instructions: 'You are Ada, the voice of the builder.' });
});

const ask = async (
  message: string,
  { of = bot, ...values }: { of?: { id: string }; conversationId?: string } = {},
) => data(await me.client.post(`/api/v1/chatbots/${of.id}/conversation`, { message, ...values }));
type Message = { role: string; content: string };
const prompts = async (text: string): Promise<Message[][]> =>
  (await asked(text)).map(({ body }) => body.messages as Message[]);

test('the model that is configured answers when a bot names none', async () => {
  marker = unique();
  expect(await ask(`Say ${marker}`)).toMatchObject({
    message: `You said: Say ${marker}`,
    provider: 'openai',
    model: 'gpt-4o-mini',
    grounded: false,
    confidence: null,
  });
});

test('instructions speak as the system, questions as the user, answers as the assistant', async () => {
  marker = unique();
  await script(`first ${marker}`, { text: 'First answer.' });
  const { conversationId } = await ask(`first ${marker}`);
  await ask(`second ${marker}`, { conversationId });
  const [, second] = await prompts(marker);
  expect(second!.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(second![0]!.content).toContain('You are Ada, the voice of the builder.');
  expect(second!.slice(1)).toEqual([
    { role: 'user', content: `first ${marker}` },
    { role: 'assistant', content: 'First answer.' },
    { role: 'user', content: `second ${marker}` },
  ]);
});

test('ten turns are remembered, older ones are not', async () => {
  marker = unique();
  const { conversationId } = await ask(`${marker} turn 1.`);
  for (let turn = 2; turn <= 12; turn++) await ask(`${marker} turn ${turn}.`, { conversationId });
  const last = (await prompts(marker)).at(-1)!;
  expect(last.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual(
    Array.from({ length: 11 }, (_, n) => `${marker} turn ${n + 2}.`),
  );
});

test('documents are quoted in the user’s turn with their numbers, and citations follow from the answer', async () => {
  marker = unique('word');
  const reader = await given.chatbot(me, { instructions: 'Be brief.' });
  const base = await given.knowledgeBase(me, reader.id);
  await given.documents(me, base.id, { 'soup.md': `The ${marker} canteen serves tomato soup on Mondays.` });
  await script(`When does ${marker}`, { text: 'On Mondays [1]. Surely not [7].' });
  const answer = await ask(`When does ${marker} canteen serve soup?`, { of: reader });
  expect(answer).toMatchObject({ grounded: true, citations: [{ index: 1, title: 'soup.md' }] });
  expect(answer.citations).toHaveLength(1);
  const [prompt] = await prompts(`When does ${marker}`);
  const [system, user] = prompt!;
  expect(system).toMatchObject({ role: 'system', content: expect.stringContaining('Be brief.') });
  expect(system!.content).not.toContain(marker);
  expect(user!.role).toBe('user');
  expect(user!.content).toContain(
    `<document index="1" title="soup.md">\nThe ${marker} canteen serves tomato soup on Mondays.\n</document>`,
  );
  expect(user!.content.trim().endsWith(`Question: When does ${marker} canteen serve soup?`)).toBe(true);
});

test('the settings of the bot reach the model', async () => {
  marker = unique();
  const set = await given.chatbot(me, {
    model: { provider: 'openai', name: 'gpt-4o', temperature: 0.3, maxTokens: 77 },
  });
  await ask(`Say ${marker}`, { of: set });
  const [entry] = await asked(marker);
  expect(entry!.key).toBe('matched');
  expect(entry!.body).toMatchObject({ model: 'gpt-4o', temperature: 0.3 });
  expect(entry!.body.max_completion_tokens ?? entry!.body.max_tokens).toBe(77);
});

test.each([
  ['gpt-4o-mini', 'gpt-4o-mini-2024-07-18', { promptTokens: 1_000, completionTokens: 500 }, 0.00045],
  ['gpt-4o-mini', undefined, { promptTokens: 7, completionTokens: 1 }, 0.000002],
  ['gpt-4o', undefined, { promptTokens: 1_000, completionTokens: 1_000 }, 0.0125],
  ['mystery-model', undefined, { promptTokens: 10, completionTokens: 10 }, null],
])('usage is what the model counted and costs what %s costs (%s)', async (name, answered, usage, cost) => {
  marker = unique();
  const set = await given.chatbot(me, { model: { provider: 'openai', name } });
  await script(marker, { text: 'Fine.', usage, model: answered });
  const answer = await ask(`Say ${marker}`, { of: set });
  expect(answer.model).toBe(answered ?? name);
  expect(answer.usage).toEqual({
    ...usage,
    totalTokens: usage.promptTokens + usage.completionTokens,
    cost,
    cached: false,
  });
});

test('a model that limits its requests is asked again after the pause it names', async () => {
  marker = unique();
  await script(marker, { status: 429, retryAfter: 1 }, { text: 'Now.' });
  const start = Date.now();
  expect(await ask(`Say ${marker}`)).toMatchObject({ message: 'Now.', provider: 'openai' });
  expect(Date.now() - start).toBeGreaterThanOrEqual(1_000);
  expect(await asked(marker)).toHaveLength(2);
});

test('when the model is out of order the local one answers from the documents, and says so', async () => {
  marker = unique('word');
  const reader = await given.chatbot(me);
  const base = await given.knowledgeBase(me, reader.id);
  await given.documents(me, base.id, {
    'soup.md': 'The canteen serves tomato soup on Mondays and fish on Fridays.',
  });
  await script(marker, ...Array.from({ length: 3 }, () => ({ status: 500 })));
  const answer = await ask(`When does the canteen serve soup? ${marker}`, { of: reader });
  expect(answer).toMatchObject({ provider: 'local', usage: { cost: 0 } });
  expect(await asked(marker)).toHaveLength(3);
  // The next answer comes from the model again: a success ends the count of failures.
  expect((await ask(`Say ${unique()}`)).provider).toBe('openai');
});

test('a request that the model refuses is not repeated', async () => {
  marker = unique();
  const named = await given.chatbot(me, { model: { provider: 'openai', name: 'gpt-none' } });
  await script(marker, { status: 404, message: 'The model gpt-none does not exist' });
  await me.client.post(`/api/v1/chatbots/${named.id}/conversation`, { message: marker });
  expect(await asked(marker)).toHaveLength(1);
});

test('a provider that is not configured is named, with the setting that is missing', async () => {
  const named = await given.chatbot(me, { model: { provider: 'anthropic' } });
  const answer = await me.client.post(`/api/v1/chatbots/${named.id}/conversation`, { message: 'Hello' });
  expect([answer.status, answer.body.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect(answer.body.message).toContain('ANTHROPIC_API_KEY');
});

test('an answer that breaks off ends a stream with an error; what was said until then is kept', async () => {
  marker = unique();
  await script(marker, { text: 'One two three four five', stopAfter: 3 });
  const { events } = await me.client.events('POST', `/api/v1/chatbots/${bot.id}/conversation`, {
    body: { message: `Say ${marker}`, stream: true },
  });
  expect(events.map(({ event }) => event)).toEqual(['start', 'token', 'token', 'token', 'error']);
  expect(events.at(-1)!.data).toEqual({ code: 'PROVIDER_ERROR', message: 'The answer of openai broke off' });
  const { conversationId } = events[0]!.data;
  const history = `/api/v1/chatbots/${bot.id}/conversation/history?conversationId=${conversationId}`;
  expect(data(await me.client.get(history))).toMatchObject([
    { role: 'user', content: `Say ${marker}` },
    { role: 'assistant', content: 'One two three' },
  ]);
  await ask(`Say again ${marker}`, { conversationId });
  const last = (await prompts(marker)).at(-1)!;
  expect(last.map(({ role }) => role)).toEqual(['system', 'user']);
});

test('an answer that breaks off is an error without a stream too', async () => {
  marker = unique();
  await script(marker, { text: 'One two three', cutAfter: 2 });
  const answer = await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, {
    message: `Say ${marker}`,
  });
  expect([answer.status, answer.body.code]).toEqual([502, 'PROVIDER_ERROR']);
});

test('the key of the provider is told to nobody', async () => {
  marker = unique();
  await script(marker, { status: 401, message: 'Incorrect API key provided: test-key' });
  const answer = await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, {
    message: `Say ${marker}`,
  });
  expect(JSON.stringify(answer.body)).not.toContain('test-key');
});
