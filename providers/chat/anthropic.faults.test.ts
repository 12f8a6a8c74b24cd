import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { askProvider, question } from '../../test/doubles/ask-provider.js';
import { startAnthropicDouble, type AnthropicDouble } from '../../test/doubles/anthropic-double.js';
import { until } from '../../test/helpers/until.js';
import { ProviderError, type ChatRequest } from './chat-provider.js';
import { createAnthropicProvider } from './anthropic.provider.js';

let double: AnthropicDouble;
let provider: ReturnType<typeof createAnthropicProvider>;

beforeAll(async () => {
  double = await startAnthropicDouble();
  provider = providerWith({});
});
afterEach(() => double.reset());
afterAll(async () => {
  await provider.close();
  await double.close();
});

const providerWith = (deadlines: { firstMs?: number; betweenMs?: number }) =>
  createAnthropicProvider({
    apiKey: 'sk-ant-double',
    baseUrl: double.url,
    defaultModel: 'claude-haiku-4-5',
    deadlines,
  });

const ask = (request: Partial<ChatRequest> = {}, from = provider, signal?: AbortSignal) =>
  askProvider(from, request, signal);

test.each([
  [{ status: 401 }, { kind: 'authentication', status: 401 }],
  [{ status: 403 }, { kind: 'authentication', status: 403 }],
  [
    { status: 400, message: 'no such parameter' },
    { kind: 'invalid-request', status: 400 },
  ],
  [
    { status: 400, message: 'prompt is too long: 210000 tokens > 200000 maximum' },
    { kind: 'invalid-request', status: 400 },
  ],
  [{ status: 413 }, { kind: 'invalid-request', status: 413 }],
  [
    { status: 404, message: 'model: claude-none' },
    { kind: 'invalid-request', status: 404, message: 'anthropic: model: claude-none' },
  ],
  [
    { status: 429, retryAfter: 20 },
    { kind: 'rate-limit', status: 429, retryAfterMs: 20_000 },
  ],
  [{ status: 402 }, { kind: 'authentication', status: 402 }],
  [{ status: 529 }, { kind: 'unavailable', status: 529, message: 'anthropic: scripted 529' }],
  [{ status: 500 }, { kind: 'unavailable', status: 500 }],
  [
    { status: 503, retryAfter: 2 },
    { kind: 'unavailable', status: 503, retryAfterMs: 2_000 },
  ],
  [{ cutAfter: 0 }, { kind: 'unavailable' }],
  [{ failAfter: 1, code: 'rate_limit_error' }, { kind: 'rate-limit' }],
  [{ failAfter: 1 }, { kind: 'unavailable' }],
  [{ failAfter: 0, code: 'invalid_request_error' }, { kind: 'invalid-request' }],
  [{ failAfter: 0, code: 'authentication_error' }, { kind: 'authentication' }],
  [{ malformedAfter: 2 }, { kind: 'malformed' }],
  [{ cutAfter: 2 }, { kind: 'interrupted' }],
  [{ stopAfter: 2 }, { kind: 'interrupted' }],
])('%j is %j, asked once', async (script, expected) => {
  double.enqueue(script);
  const { error } = await ask();
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ provider: 'anthropic', ...expected });
  expect(double.ledger).toHaveLength(1);
});

test('a Retry-After that is a date becomes a duration', async () => {
  double.enqueue({ status: 429, retryAfter: new Date(Date.now() + 60_000).toUTCString() });
  const { error } = await ask();
  expect(error!.retryAfterMs).toBeGreaterThan(57_000);
  expect(error!.retryAfterMs).toBeLessThanOrEqual(60_000);
});

test('text before a fault has been delivered', async () => {
  double.enqueue({ text: 'one two three four', cutAfter: 3 });
  expect((await ask()).text).toBe('one two three');
});

test('a refused connection is unavailable', async () => {
  const gone = await startAnthropicDouble();
  const { url } = gone;
  await gone.close();
  const lost = createAnthropicProvider({ apiKey: 'x', baseUrl: url, defaultModel: 'claude-haiku-4-5' });
  expect((await ask({}, lost)).error).toMatchObject({ kind: 'unavailable' });
  await lost.close();
});

test('silence before the first token times out and closes the connection', async () => {
  double.enqueue({ silentAfter: 0 });
  const hasty = providerWith({ firstMs: 50 });
  expect((await ask({}, hasty)).error).toMatchObject({ kind: 'timeout' });
  await closed(0);
  expect(double.ledger[0]!.outcome).toBe('aborted');
});

test('silence between tokens times out', async () => {
  double.enqueue({ text: 'one two three', silentAfter: 2 });
  const { error, text } = await ask({}, providerWith({ betweenMs: 50 }));
  expect(error).toMatchObject({ kind: 'timeout' });
  expect(text).toBe('one two');
});

test('a slow reader is not the server’s fault', async () => {
  const hasty = providerWith({ firstMs: 500, betweenMs: 40 });
  const words: string[] = [];
  for await (const chunk of hasty.stream(question, { signal: new AbortController().signal })) {
    if (chunk.type === 'text') words.push(chunk.text);
    if (words.length === 2) await sleep(80);
  }
  expect(words).toHaveLength(7);
});

test('aborting closes the connection and throws the reason', async () => {
  double.enqueue({ text: 'word '.repeat(200), paceMs: 5 });
  const controller = new AbortController();
  const asked = ask({}, provider, controller.signal);
  await until(() => (double.ledger[0]?.tokensSent ?? 0) >= 10, { everyMs: 2 });
  const reason = new Error('the user pressed stop');
  controller.abort(reason);
  const { error, text } = await asked;
  expect(error).toBe(reason);
  expect(text).not.toBe('');
  await closed(0);
  expect(double.ledger[0]).toMatchObject({ outcome: 'aborted' });
  expect(double.ledger[0]!.tokensSent).toBeLessThan(100);
});

test('a reader who stops reading closes the connection', async () => {
  double.enqueue({ text: 'word '.repeat(200), paceMs: 5 });
  for await (const chunk of provider.stream(question, { signal: new AbortController().signal })) {
    if (chunk.type === 'text') break;
  }
  await closed(0);
  expect(double.ledger[0]!.outcome).toBe('aborted');
});

async function closed(index: number): Promise<void> {
  for (let i = 0; i < 100 && double.ledger[index]!.outcome === 'open'; i++) await sleep(10);
}
