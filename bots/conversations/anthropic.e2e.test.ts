import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startAnthropicDouble, type AnthropicDouble } from '../../test/doubles/anthropic-double.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { createGiven, data, type Member } from '../../test/helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../../test/helpers/platform.js';

let anthropic: AnthropicDouble;
let openai: OpenAiDouble;
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let me: Member;
let bot: { id: string };

beforeAll(async () => {
  [anthropic, openai] = await Promise.all([startAnthropicDouble('key-a'), startOpenAiDouble('key-o')]);
  platform = await startTestPlatform({
    ANTHROPIC_API_KEY: 'key-a',
    ANTHROPIC_BASE_URL: anthropic.url,
    OPENAI_API_KEY: 'key-o',
    OPENAI_BASE_URL: openai.url,
  });
  given = createGiven(platform.url);
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'anthropic' }, instructions: 'Be brief.' });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, { 'soup.md': 'The canteen serves tomato soup on Mondays.' });
}, 180_000);
beforeEach(() => {
  anthropic.reset();
  openai.reset();
});
afterAll(async () => {
  await platform?.stop();
  await Promise.all([anthropic?.close(), openai?.close()]);
});

const question = 'When does the canteen serve tomato soup?';
const conversation = (of: { id: string }) => `/api/v1/chatbots/${of.id}/conversation`;
const ask = async (of = bot) => data(await me.client.post(conversation(of), { message: question }));

test('a bot of Anthropic answers with citations, usage and cost', async () => {
  anthropic.enqueue({
    text: 'On Mondays [1].',
    model: 'claude-haiku-4-5-20251001',
    usage: { promptTokens: 1_000, completionTokens: 100 },
  });
  expect(await ask()).toMatchObject({
    message: 'On Mondays [1].',
    grounded: true,
    citations: [{ index: 1, title: 'soup.md' }],
    provider: 'anthropic',
    model: 'claude-haiku-4-5-20251001',
    usage: { promptTokens: 1_000, completionTokens: 100, totalTokens: 1_100, cost: 0.0015 },
  });
  expect(anthropic.ledger).toHaveLength(1);
  expect(anthropic.ledger[0]).toMatchObject({ key: 'matched', body: { model: 'claude-haiku-4-5' } });
  expect(anthropic.ledger[0]!.body.system).toContain('Be brief.');
  expect(openai.ledger).toEqual([]);
});

test('tokens that came from the cache cost less', async () => {
  const usage = { promptTokens: 1_000, completionTokens: 100 };
  anthropic.enqueue({ text: 'On Mondays [1].', usage, cacheReadTokens: 800 });
  expect((await ask()).usage).toEqual({ ...usage, totalTokens: 1_100, cost: 0.00078, cached: false });
});

test('a bot without a wish asks OpenAI first, then Anthropic', async () => {
  const free = await given.chatbot(me);
  expect((await ask(free)).provider).toBe('openai');
  openai.respond(() => ({ status: 401 }));
  expect(await ask(free)).toMatchObject({ provider: 'anthropic', model: 'claude-haiku-4-5' });
});

test('a model’s name says whose it is', async () => {
  const named = await given.chatbot(me, { model: { name: 'claude-sonnet-4-5' } });
  expect(await ask(named)).toMatchObject({ provider: 'anthropic', model: 'claude-sonnet-4-5' });
});

test('while Anthropic is overloaded another model answers', async () => {
  anthropic.respond(() => ({ status: 529 }));
  const { provider, messageId } = await ask();
  expect(provider).toBe('openai');
  expect(anthropic.ledger).toHaveLength(3);
  expect(messageId).toEqual(expect.any(String));
});

test('an answer that breaks off ends a stream with an error; what was said until then is kept', async () => {
  anthropic.enqueue({ text: 'One two three four', stopAfter: 3 });
  const { events } = await me.client.events('POST', conversation(bot), {
    body: { message: question, stream: true },
  });
  expect(events.map(({ event }) => event)).toEqual(['start', 'token', 'token', 'token', 'error']);
  expect(events.at(-1)!.data).toEqual({
    code: 'PROVIDER_ERROR',
    message: 'The answer of anthropic broke off',
  });
  const { conversationId } = events[0]!.data;
  const history = `${conversation(bot)}/history?conversationId=${conversationId}`;
  expect(data(await me.client.get(history))).toMatchObject([
    { role: 'user', content: question },
    { role: 'assistant', content: 'One two three' },
  ]);
});

test('Anthropic’s models call tools and are told their results in their protocol', async () => {
  const clever = await given.chatbot(me, { model: { provider: 'anthropic' } });
  data(
    await me.client.post(`/api/v1/chatbots/${clever.id}/plugins`, { pluginId: 'builtin-calculator' }),
    201,
  );
  anthropic.enqueue(
    {
      text: 'Let me see.',
      toolCalls: [{ id: 'toolu_a', name: 'calculator', arguments: { expression: '12*7' } }],
    },
    { text: 'It is 84.' },
  );
  const answer = data(await me.client.post(conversation(clever), { message: 'How much is 12*7?' }));
  expect(answer).toMatchObject({
    ...{ message: 'Let me see.\n\nIt is 84.', provider: 'anthropic', grounded: true },
    toolCalls: [{ name: 'calculator', arguments: { expression: '12*7' }, result: { result: 84 } }],
  });
  const [first, second] = anthropic.ledger.map(({ body }) => body);
  expect(first!.tools).toMatchObject([{ name: 'calculator', input_schema: { type: 'object' } }]);
  expect(second!.messages!.at(-1)).toMatchObject({
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 'toolu_a', content: expect.stringContaining('84') }],
  });
});
