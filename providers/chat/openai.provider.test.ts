import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { askProvider } from '../../test/doubles/ask-provider.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import type { ChatRequest } from './chat-provider.js';
import { createOpenAiProvider } from './openai.provider.js';

let double: OpenAiDouble;
let provider: ReturnType<typeof createOpenAiProvider>;

beforeAll(async () => {
  double = await startOpenAiDouble();
  provider = providerWith({});
});
afterEach(() => double.reset());
afterAll(async () => {
  await provider.close();
  await double.close();
});

const providerWith = (deadlines: { firstMs?: number; betweenMs?: number }) =>
  createOpenAiProvider({ apiKey: 'sk-double', baseUrl: double.url, defaultModel: 'gpt-4o-mini', deadlines });

const ask = (request: Partial<ChatRequest> = {}, from = provider, signal?: AbortSignal) =>
  askProvider(from, request, signal);

test('streams an answer token by token and ends with the usage of the server', async () => {
  const { chunks, text, last } = await ask({ temperature: 0.3, maxTokens: 50 });
  expect(text).toBe('You said: What is a vector store?');
  expect(chunks.length).toBeGreaterThan(5);
  expect(last).toEqual({
    type: 'end',
    model: 'gpt-4o-mini',
    finishReason: 'stop',
    usage: { promptTokens: 5, completionTokens: 7, estimated: false },
  });
  const [sent] = double.ledger;
  expect(sent).toMatchObject({
    key: 'matched',
    outcome: 'completed',
    body: {
      model: 'gpt-4o-mini',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.3,
      max_tokens: 50,
    },
  });
  expect(JSON.stringify(sent)).not.toContain('sk-double');
});

test('sends the whole conversation, tools and their results included', async () => {
  await ask({
    model: 'gpt-4.1',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Weather in Oslo?' },
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'c1', name: 'weather', arguments: { city: 'Oslo' } }],
      },
      { role: 'tool', content: '4 °C', toolCallId: 'c1' },
    ],
    tools: [
      { name: 'weather', description: 'Tells the weather', inputSchema: { type: 'object', properties: {} } },
    ],
  });
  const { body } = double.ledger[0]!;
  expect(body.model).toBe('gpt-4.1');
  expect(body.messages).toMatchObject([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Weather in Oslo?' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'c1', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
    },
    { role: 'tool', content: '4 °C', tool_call_id: 'c1' },
  ]);
  expect(body.tools).toEqual([
    {
      type: 'function',
      function: {
        name: 'weather',
        description: 'Tells the weather',
        parameters: { type: 'object', properties: {} },
      },
    },
  ]);
});

test('models that think get no temperature, which they would refuse', async () => {
  await ask({ model: 'gpt-5-mini', temperature: 0.2, maxTokens: 9 });
  expect(double.ledger[0]!.body).not.toHaveProperty('temperature');
  expect(double.ledger[0]!.body).toMatchObject({ max_completion_tokens: 9 });
});

test('tool calls arrive whole', async () => {
  double.enqueue({
    text: 'Let me look.',
    toolCalls: [
      { id: 'a', name: 'search', arguments: { q: 'vectors' } },
      { id: 'b', name: 'now', arguments: '' },
    ],
  });
  const { chunks, text } = await ask();
  expect(text).toBe('Let me look.');
  expect(chunks.at(-2)).toEqual({
    type: 'tool-calls',
    calls: [
      { id: 'a', name: 'search', arguments: { q: 'vectors' } },
      { id: 'b', name: 'now', arguments: {} },
    ],
  });
  expect(chunks.at(-1)).toMatchObject({ type: 'end', finishReason: 'tool-calls' });
});

test('broken arguments are malformed, and what they cost is known', async () => {
  double.enqueue({ toolCalls: [{ name: 'search', arguments: '{"q": "vec' }] });
  const { error, chunks } = await ask();
  expect(error).toMatchObject({ kind: 'malformed', usage: { promptTokens: 5, estimated: false } });
  expect(chunks).toEqual([]);
});

test.each([
  ['length', 'length'],
  ['content_filter', 'content-filter'],
])('the finish reason %s is %s', async (finishReason, expected) => {
  double.enqueue({ text: 'So', finishReason });
  expect((await ask()).last).toMatchObject({ finishReason: expected });
});

test.each([
  ['does not tell', false as const],
  ['tells half', { promptTokens: 3, completionTokens: null }],
])('tokens are counted when the server %s', async (_, usage) => {
  double.enqueue({ text: 'A vector store finds what is similar.', usage });
  const { last } = await ask();
  expect(last).toMatchObject({ usage: { promptTokens: 10, completionTokens: 8, estimated: true } });
});

test('connections are kept and used again', async () => {
  for (let i = 0; i < 8; i++) await ask();
  // A connection returns to its pool a moment after the last byte, so that two or three may take turns.
  expect(new Set(double.ledger.map(({ connection }) => connection)).size).toBeLessThan(4);
});
