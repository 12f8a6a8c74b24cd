import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ask, quick, renamed, silent } from '../../test/doubles/ask-gateway.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { recordingMeter } from '../../test/doubles/recording-meter.js';
import { createOpenAiProvider } from '../chat/openai.provider.js';
import { createGateway, type Gateway } from './gateway.js';

let first: OpenAiDouble;
let second: OpenAiDouble;
let drivers: ReturnType<typeof createOpenAiProvider>[];
let meter: ReturnType<typeof recordingMeter>;
let gateway: Gateway;

beforeAll(async () => {
  [first, second] = await Promise.all([startOpenAiDouble(), startOpenAiDouble()]);
  drivers = [first, second].map(({ url }) =>
    createOpenAiProvider({
      apiKey: 'sk-double',
      baseUrl: url,
      defaultModel: 'gpt-4o-mini',
      deadlines: { firstMs: 200, betweenMs: 200 },
    }),
  );
});
beforeEach(() => {
  meter = recordingMeter();
  const [openai, other] = drivers;
  gateway = createGateway({
    providers: [openai!, renamed(other!, 'anthropic', 'claude-3-5-haiku')],
    meter,
    logger: silent,
    settings: quick,
  });
});
afterEach(() => {
  first.reset();
  second.reset();
});
afterAll(async () => {
  await Promise.all(drivers.map((driver) => driver.close()));
  await Promise.all([first.close(), second.close()]);
});

test('an answer ends with who gave it, what it cost and how long it took', async () => {
  first.enqueue({ text: 'It finds what is similar.', usage: { promptTokens: 1_000, completionTokens: 500 } });
  const { text, end } = await ask(gateway);
  expect(text).toBe('It finds what is similar.');
  expect(end).toMatchObject({
    provider: 'openai',
    model: 'gpt-4o-mini',
    finishReason: 'stop',
    usage: {
      promptTokens: 1_000,
      completionTokens: 500,
      totalTokens: 1_500,
      costMicros: 450,
      estimated: false,
    },
    attempts: [{ provider: 'openai', outcome: 'ok' }],
  });
  expect(end!.firstTokenMs).toBeLessThanOrEqual(end!.latencyMs);
  expect(meter.calls).toEqual([
    expect.objectContaining({
      organizationId: 'org-1',
      conversationId: 'conversation-1',
      feature: 'chat',
      kind: 'chat',
      model: 'gpt-4o-mini',
      costMicros: 450,
      outcome: 'ok',
      durable: true,
    }),
  ]);
});

test('a dated model is priced as its base, an unknown one not at all', async () => {
  first.enqueue({
    text: 'a',
    model: 'gpt-4o-mini-2024-07-18',
    usage: { promptTokens: 1_000, completionTokens: 0 },
  });
  expect((await ask(gateway)).end).toMatchObject({
    model: 'gpt-4o-mini-2024-07-18',
    usage: { costMicros: 150 },
  });
  first.enqueue({ text: 'b', model: 'house-blend-7b' });
  expect((await ask(gateway)).end!.usage.costMicros).toBeNull();
  // What may have cost something is written before the answer ends.
  expect(meter.calls.at(-1)).toMatchObject({ costMicros: null, durable: true });
});

test('usage that the provider withholds is estimated and marked', async () => {
  first.enqueue({ text: 'A vector store finds what is similar.', usage: false });
  expect((await ask(gateway)).end!.usage).toMatchObject({ estimated: true, completionTokens: 8 });
  expect(meter.calls[0]!.estimated).toBe(true);
});

test('a passing fault is retried at the same provider', async () => {
  first.enqueue({ status: 500 }, { malformedAfter: 0 }, { text: 'third time lucky' });
  const { text, end } = await ask(gateway);
  expect(text).toBe('third time lucky');
  expect(end!.attempts.map(({ outcome }) => outcome)).toEqual(['unavailable', 'malformed', 'ok']);
  expect(meter.calls.map(({ outcome, costMicros }) => [outcome, costMicros])).toEqual([
    ['unavailable', 0],
    ['malformed', 0],
    ['ok', expect.any(Number)],
  ]);
  expect(second.ledger).toHaveLength(0);
});

test('Retry-After is honoured', async () => {
  first.enqueue({ status: 429, retryAfter: 0.25 }, { text: 'now' });
  const { text, end } = await ask(gateway);
  expect(text).toBe('now');
  expect(end!.latencyMs).toBeGreaterThanOrEqual(250);
  expect(first.ledger).toHaveLength(2);
});

test('a long Retry-After moves on to the next provider at once', async () => {
  first.enqueue({ status: 429, retryAfter: 20 });
  const { end } = await ask(gateway);
  expect(end).toMatchObject({ provider: 'anthropic', model: 'claude-3-5-haiku' });
  expect(end!.attempts.map(({ provider, outcome }) => [provider, outcome])).toEqual([
    ['openai', 'rate-limit'],
    ['anthropic', 'ok'],
  ]);
  expect(end!.latencyMs).toBeLessThan(250);
});

test('after three tries the next provider answers, with a model of its own', async () => {
  first.respond(() => ({ status: 503 }));
  const { end } = await ask(gateway, { preference: { model: 'gpt-4.1' } });
  expect(end!.provider).toBe('anthropic');
  expect(first.ledger.map(({ body }) => body.model)).toEqual(['gpt-4.1', 'gpt-4.1', 'gpt-4.1']);
  expect(second.ledger.map(({ body }) => body.model)).toEqual(['claude-3-5-haiku']);
});

test('the preferred provider is first, the others remain behind it', async () => {
  second.respond(() => ({ status: 500 }));
  const { end } = await ask(gateway, { preference: { provider: 'anthropic', model: 'claude-3-opus' } });
  expect(second.ledger).toHaveLength(3);
  expect(second.ledger[0]!.body.model).toBe('claude-3-opus');
  expect(end).toMatchObject({ provider: 'openai', model: 'gpt-4o-mini' });
});

test('a model alone names its provider', async () => {
  expect((await ask(gateway, { preference: { model: 'claude-3-haiku' } })).end).toMatchObject({
    provider: 'anthropic',
    model: 'claude-3-haiku',
  });
});

test.each([{ status: 401 }, { status: 400, message: 'no such parameter: x' }])(
  '%j is not retried and does not open the breaker',
  async (fault) => {
    first.respond(() => fault);
    for (let i = 0; i < 6; i++) expect((await ask(gateway)).end!.provider).toBe('anthropic');
    expect(first.ledger).toHaveLength(6);
    expect(gateway.status()[0]).toMatchObject({ provider: 'openai', state: 'closed' });
  },
);

test('when nobody answers the error says why and when to come back', async () => {
  first.respond(() => ({ status: 429, retryAfter: 30 }));
  second.respond(() => ({ status: 503, retryAfter: 12 }));
  const { error } = await ask(gateway);
  expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfter: 12 });
  expect((error as Error).message).toMatch(
    /limits its requests \(429\).*out of order \(503\).*try again in 12 s/,
  );
});

test('a request that every provider refuses is no outage', async () => {
  first.respond(() => ({ status: 401, message: 'Incorrect API key provided: sk-secret' }));
  second.respond(() => ({ status: 400, message: 'messages: too long' }));
  const { error } = await ask(gateway);
  expect(error).toMatchObject({ code: 'PROVIDER_ERROR' });
  expect((error as Error).message).toMatch(/refused its key.*refused the request \(.*messages: too long/);
  expect((error as Error).message).not.toContain('sk-secret');
});

test('tool calls pass through whole', async () => {
  first.enqueue({ toolCalls: [{ id: 'a', name: 'search', arguments: { q: 'x' } }] });
  const request = { messages: [{ role: 'user' as const, content: 'Find x' }] };
  const { end } = await ask(gateway, { request });
  expect(end!.finishReason).toBe('tool-calls');
});
