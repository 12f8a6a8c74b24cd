import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startAnthropicDouble, type AnthropicDouble } from '../../test/doubles/anthropic-double.js';
import { askProvider } from '../../test/doubles/ask-provider.js';
import { createAnthropicProvider } from './anthropic.provider.js';
import type { ChatMessage, ChatRequest } from './chat-provider.js';

let double: AnthropicDouble;
let provider: ReturnType<typeof createAnthropicProvider>;

beforeAll(async () => {
  double = await startAnthropicDouble();
  provider = providerAt(double.url);
});
afterEach(() => double.reset());
afterAll(async () => {
  await provider.close();
  await double.close();
});

const providerAt = (baseUrl: string) =>
  createAnthropicProvider({ apiKey: 'sk-ant-double', baseUrl, defaultModel: 'claude-haiku-4-5' });
const ask = (request: Partial<ChatRequest> = {}, from = provider) => askProvider(from, request);
const sent = (index = 0) => double.ledger[index]!.body;

test('streams an answer token by token and ends with the usage of the server', async () => {
  const { chunks, text, last } = await ask({ temperature: 0.3, maxTokens: 50 });
  expect(text).toBe('You said: What is a vector store?');
  expect(chunks.length).toBeGreaterThan(5);
  expect(last).toEqual({
    type: 'end',
    model: 'claude-haiku-4-5',
    finishReason: 'stop',
    usage: {
      promptTokens: 5,
      completionTokens: 7,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      estimated: false,
    },
  });
  expect(double.ledger[0]).toMatchObject({
    key: 'matched',
    outcome: 'completed',
    body: { model: 'claude-haiku-4-5', stream: true, temperature: 0.3, max_tokens: 50 },
  });
  expect(JSON.stringify(double.ledger[0])).not.toContain('sk-ant-double');
});

test('tokens from the cache and into it are known apart', async () => {
  double.enqueue({
    text: 'Yes.',
    usage: { promptTokens: 1_000, completionTokens: 9 },
    cacheReadTokens: 700,
    cacheWriteTokens: 200,
  });
  expect((await ask()).last).toMatchObject({
    usage: { promptTokens: 1_000, completionTokens: 9, cacheReadTokens: 700, cacheWriteTokens: 200 },
  });
});

test('sends the whole conversation, tools and their results included', async () => {
  await ask({
    model: 'claude-sonnet-4-5',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Weather in Oslo and Rome?' },
      {
        role: 'assistant',
        content: 'Let me see.',
        toolCalls: [
          { id: 'c1', name: 'weather', arguments: { city: 'Oslo' } },
          { id: 'c2', name: 'weather', arguments: { city: 'Rome' } },
        ],
      },
      { role: 'tool', content: '4 °C', toolCallId: 'c1' },
      { role: 'tool', content: '19 °C', toolCallId: 'c2' },
    ],
    tools: [{ name: 'weather', description: 'Tells the weather', inputSchema: { properties: {} } }],
  });
  expect(sent()).toMatchObject({
    model: 'claude-sonnet-4-5',
    system: 'Be brief.',
    messages: [
      { role: 'user', content: 'Weather in Oslo and Rome?' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Let me see.' },
          { type: 'tool_use', id: 'c1', name: 'weather', input: { city: 'Oslo' } },
          { type: 'tool_use', id: 'c2', name: 'weather', input: { city: 'Rome' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: '4 °C' },
          { type: 'tool_result', tool_use_id: 'c2', content: '19 °C' },
        ],
      },
    ],
    tools: [
      { name: 'weather', description: 'Tells the weather', input_schema: { type: 'object', properties: {} } },
    ],
  });
});

test.each<[string, ChatMessage[], unknown]>([
  [
    'two questions in a row are one',
    [
      { role: 'user', content: 'One' },
      { role: 'user', content: 'Two' },
    ],
    [{ role: 'user', content: 'One\n\nTwo' }],
  ],
  [
    'an empty answer is left out',
    [
      { role: 'user', content: 'One' },
      { role: 'assistant', content: ' ' },
      { role: 'user', content: 'Two' },
    ],
    [{ role: 'user', content: 'One\n\nTwo' }],
  ],
  [
    'what the system says later comes to the top',
    [
      { role: 'user', content: 'One' },
      { role: 'system', content: 'Now in French.' },
      { role: 'assistant', content: 'Un' },
      { role: 'user', content: 'Two' },
    ],
    [
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Un' },
      { role: 'user', content: 'Two' },
    ],
  ],
  [
    'a greeting of the bot is preceded by a user',
    [
      { role: 'assistant', content: 'Welcome' },
      { role: 'user', content: 'One' },
    ],
    [
      { role: 'user', content: expect.any(String) },
      { role: 'assistant', content: 'Welcome' },
      { role: 'user', content: 'One' },
    ],
  ],
])('roles alternate: %s', async (_, messages, expected) => {
  expect((await ask({ messages })).error).toBeUndefined();
  expect(sent().messages).toEqual(expected);
});

test('a bound of tokens is always sent, a temperature only where it is allowed', async () => {
  await ask({ temperature: 1.7 });
  expect(sent(0)).toMatchObject({ temperature: 1, max_tokens: expect.any(Number) });
  expect(Number(sent(0).max_tokens)).toBeGreaterThan(1_000);
  await ask({ model: 'claude-opus-5', temperature: 0.2 });
  expect(sent(1)).not.toHaveProperty('temperature');
});

test('tool calls arrive whole', async () => {
  double.enqueue({
    text: 'Let me look.',
    toolCalls: [
      { id: 'a', name: 'search', arguments: { q: 'vectors' } },
      { id: 'b', name: 'now', arguments: '' },
    ],
  });
  const tools = [{ name: 'search', description: 'Searches', inputSchema: { type: 'object' } }];
  const { chunks, text } = await ask({ tools });
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
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content-filter'],
])('the stop reason %s is %s', async (finishReason, expected) => {
  double.enqueue({ text: 'So', finishReason });
  expect((await ask()).last).toMatchObject({ finishReason: expected });
});

test('tokens are counted when the server does not tell', async () => {
  double.enqueue({ text: 'A vector store finds what is similar.', usage: false });
  expect((await ask()).last).toMatchObject({
    usage: { promptTokens: 10, completionTokens: 8, estimated: true },
  });
});

test.each(['/', '/v1', '/v1/'])('an address that ends in %s is understood', async (end) => {
  const other = providerAt(`${double.url}${end}`);
  expect((await ask({}, other)).error).toBeUndefined();
  await other.close();
});

test('connections are kept and used again', async () => {
  for (let i = 0; i < 8; i++) await ask();
  // A connection returns to its pool a moment after the last byte, so that two or three may take turns.
  expect(new Set(double.ledger.map(({ connection }) => connection)).size).toBeLessThan(4);
});
