import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, context, quick, renamed, silent } from '../../test/doubles/ask-gateway.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { recordingMeter } from '../../test/doubles/recording-meter.js';
import { ProviderError } from '../chat/chat-provider.js';
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

/** Waits until the provider has noticed that nobody listens any more. */
async function closed({ ledger }: OpenAiDouble): Promise<void> {
  for (let i = 0; i < 500 && ledger.some(({ outcome }) => outcome === 'open'); i++) await sleep(10);
}

test('an answer that breaks off is neither retried nor continued elsewhere, and is metered', async () => {
  first.enqueue({ text: 'one two three four', cutAfter: 2 });
  const { text, error } = await ask(gateway);
  expect(text).toBe('one two');
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ kind: 'interrupted', provider: 'openai' });
  expect(first.ledger).toHaveLength(1);
  expect(second.ledger).toHaveLength(0);
  expect(meter.calls).toEqual([
    expect.objectContaining({ outcome: 'interrupted', estimated: true, completionTokens: 2, durable: true }),
  ]);
});

test.each([{ malformedAfter: 1 }, { stopAfter: 1 }, { silentAfter: 1 }, { failAfter: 1 }])(
  '%j after the first token is an interruption',
  async (fault) => {
    first.enqueue({ text: 'one two three', ...fault });
    const { text, error } = await ask(gateway);
    expect(text).toBe('one');
    expect(error).toMatchObject({ kind: 'interrupted' });
  },
);

test('abort closes the connection, is not retried and is metered', async () => {
  first.enqueue({ text: 'word '.repeat(300), paceMs: 4 });
  const controller = new AbortController();
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }] };
  const reading = (async () => {
    for await (const chunk of gateway.chat({ context, request, signal: controller.signal })) {
      if (chunk.type === 'text') controller.abort(new Error('stopped'));
    }
  })();
  await expect(reading).rejects.toThrow('stopped');
  await closed(first);
  expect(first.ledger).toHaveLength(1);
  expect(first.ledger[0]!.outcome).toBe('aborted');
  expect(meter.calls).toEqual([
    expect.objectContaining({ outcome: 'aborted', estimated: true, durable: true }),
  ]);
});

test('abort before the first token closes the connection too', async () => {
  first.enqueue({ delayMs: 5_000 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const { error } = await ask(gateway, { signal: controller.signal });
  expect(error).toMatchObject({ name: 'AbortError' });
  await closed(first);
  expect(first.ledger.map(({ outcome }) => outcome)).toEqual(['aborted']);
  expect(second.ledger).toHaveLength(0);
  // The provider has read the question.
  expect(meter.calls).toEqual([
    expect.objectContaining({ outcome: 'aborted', estimated: true, promptTokens: 10, completionTokens: 0 }),
  ]);
});

test('abort ends a pause between two tries', async () => {
  first.respond(() => ({ status: 429, retryAfter: 0.29 }));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 40);
  expect((await ask(gateway, { signal: controller.signal })).error).toMatchObject({ name: 'AbortError' });
  await sleep(400);
  expect(first.ledger).toHaveLength(1);
});

test('a reader who leaves closes the connection and is still charged', async () => {
  first.enqueue({ text: 'word '.repeat(300), paceMs: 4 });
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }] };
  const signal = new AbortController().signal;
  for await (const chunk of gateway.chat({ context, request, signal })) if (chunk.type === 'text') break;
  await closed(first);
  expect(first.ledger[0]!.outcome).toBe('aborted');
  expect(meter.calls).toEqual([expect.objectContaining({ outcome: 'aborted', completionTokens: 1 })]);
});
