import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, quick, renamed, silent } from '../../test/doubles/ask-gateway.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { recordingMeter } from '../../test/doubles/recording-meter.js';
import { createOpenAiProvider } from '../chat/openai.provider.js';
import { createGateway, type Gateway } from './gateway.js';

let sick: OpenAiDouble;
let well: OpenAiDouble;
let drivers: ReturnType<typeof createOpenAiProvider>[];
let gateway: Gateway;
let alone: Gateway;

beforeAll(async () => {
  [sick, well] = await Promise.all([startOpenAiDouble(), startOpenAiDouble()]);
  drivers = [sick, well].map(({ url }) =>
    createOpenAiProvider({ apiKey: 'k', baseUrl: url, defaultModel: 'gpt-4o-mini' }),
  );
});
beforeEach(() => {
  const common = { meter: recordingMeter(), logger: silent, settings: quick };
  const [openai, other] = drivers;
  gateway = createGateway({
    providers: [openai!, renamed(other!, 'anthropic', 'claude-3-haiku')],
    ...common,
  });
  alone = createGateway({ providers: [openai!], ...common });
});
afterEach(() => {
  sick.reset();
  well.reset();
});
afterAll(async () => {
  await Promise.all(drivers.map((driver) => driver.close()));
  await Promise.all([sick.close(), well.close()]);
});

test('five failures in a row open it, and the provider is no longer asked', async () => {
  sick.respond(() => ({ status: 500 }));
  await ask(gateway);
  const { end } = await ask(gateway);
  expect(sick.ledger).toHaveLength(5);
  expect(end!.attempts.map(({ outcome }) => outcome)).toEqual([
    'unavailable',
    'unavailable',
    'circuit-open',
    'ok',
  ]);
  expect(gateway.status()).toEqual([
    {
      provider: 'openai',
      state: 'open',
      lastError: {
        kind: 'unavailable',
        message: expect.stringContaining('scripted 500'),
        at: expect.any(String),
      },
      retryAt: expect.any(String),
    },
    { provider: 'anthropic', state: 'closed' },
  ]);
  await ask(gateway);
  expect(sick.ledger).toHaveLength(5);
});

test('a success in between starts the count anew', async () => {
  sick.enqueue(
    { status: 500 },
    { status: 500 },
    { text: 'ok' },
    { status: 500 },
    { status: 500 },
    { text: 'ok' },
  );
  await ask(alone);
  await ask(alone);
  expect(alone.status()[0]!.state).toBe('closed');
});

test('after a while one call tries again and closes it', async () => {
  sick.respond(() => ({ status: 500 }));
  await ask(gateway);
  await ask(gateway);
  await sleep(quick.breakerOpenMs + 10);
  expect(gateway.status()[0]!.state).toBe('half-open');
  sick.respond(() => undefined);
  expect((await ask(gateway)).end!.provider).toBe('openai');
  expect(gateway.status()[0]!.state).toBe('closed');
});

test('a failed trial opens it again', async () => {
  sick.respond(() => ({ status: 500 }));
  await ask(gateway);
  await ask(gateway);
  await sleep(quick.breakerOpenMs + 10);
  expect((await ask(gateway)).end!.provider).toBe('anthropic');
  expect(sick.ledger).toHaveLength(6);
  expect(gateway.status()[0]!.state).toBe('open');
});

test('during a trial others go to the next provider; without one they wait for its outcome', async () => {
  for (const one of [gateway, alone]) {
    sick.reset();
    sick.respond(() => ({ status: 500 }));
    await ask(one);
    await ask(one);
    await sleep(quick.breakerOpenMs + 10);
    sick.respond(() => ({ text: 'well again', delayMs: 60 }));
    const [trial, other] = await Promise.all([ask(one), ask(one)]);
    expect(trial.end!.provider).toBe('openai');
    expect(other.end!.provider).toBe(one === alone ? 'openai' : 'anthropic');
  }
});

test('with no other provider the error says when it will be asked again', async () => {
  sick.respond(() => ({ status: 500 }));
  await ask(alone);
  await ask(alone);
  const { error } = await ask(alone);
  expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfter: 1 });
  expect((error as Error).message).toMatch(/openai keeps failing.*try again in 1 s/);
});
