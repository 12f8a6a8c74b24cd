import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ask, quick, renamed, silent } from '../../test/doubles/ask-gateway.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { recordingMeter } from '../../test/doubles/recording-meter.js';
import type { ResultCache } from '../cache/result-cache.js';
import { createOpenAiProvider } from '../chat/openai.provider.js';
import { createGateway, type Gateway } from './gateway.js';
import { keepAnswers } from './keep-answers.js';

let double: OpenAiDouble;
let driver: ReturnType<typeof createOpenAiProvider>;
let meter: ReturnType<typeof recordingMeter>;
let looked: number;
beforeAll(async () => {
  double = await startOpenAiDouble();
  driver = createOpenAiProvider({ apiKey: 'sk-double', baseUrl: double.url, defaultModel: 'gpt-4o-mini' });
});
beforeEach(() => {
  double.reset();
  meter = recordingMeter();
  looked = 0;
});
afterAll(async () => {
  await driver.close();
  await double.close();
});

/** Keeps in this process, as long as the test takes. */
function memory(): Pick<ResultCache, 'lookUp'> {
  const values = new Map<string, string>();
  return {
    async lookUp<T>(feature: string, place: object) {
      looked += 1;
      const key = JSON.stringify([feature, place]);
      const text = values.get(key);
      return {
        value: text === undefined ? undefined : (JSON.parse(text) as T),
        keep: async (value: T) => void values.set(key, JSON.stringify(value)),
      };
    },
  };
}
const keeping = (...providers: Parameters<typeof createGateway>[0]['providers'] & object[]): Gateway =>
  keepAnswers(createGateway({ providers, meter, logger: silent, settings: quick }), memory());
const repeatable = { version: 1 };

test('a kept answer is told in its pieces, by nobody, for nothing, and is no call of a model', async () => {
  const gateway = keeping(driver);
  const first = await ask(gateway, { repeatable });
  const second = await ask(gateway, { repeatable });
  expect([second.text, double.ledger.length, meter.calls.length]).toEqual([first.text, 1, 1]);
  expect(first.end).not.toHaveProperty('cached');
  expect(second.end).toMatchObject({
    ...{ provider: 'openai', model: 'gpt-4o-mini', cached: true, attempts: [] },
    usage: { totalTokens: 0, costMicros: 0 },
  });
});

test('only what may be repeated is looked up, and nothing for a model on this machine', async () => {
  const gateway = keeping(driver);
  for (const call of [{}, { repeatable, preference: { provider: 'local' } }]) await ask(gateway, call);
  const tools = [{ name: 'look', description: 'Looks', inputSchema: { type: 'object' } }];
  await ask(gateway, { repeatable, request: { messages: [{ role: 'user', content: 'x' }], tools } });
  await ask(keeping(renamed(driver, 'local', 'extractive')), { repeatable });
  expect(looked).toBe(0);
});

test.each([
  ['another version', { repeatable: { version: 2 } }],
  ['another model', { preference: { model: 'gpt-4o' } }],
  ['another bot', { context: { organizationId: 'org-1', feature: 'chat', chatbotId: 'b' } as const }],
  ['another organisation', { context: { organizationId: 'org-2', feature: 'chat' } as const }],
  ['another prompt', { request: { messages: [{ role: 'user' as const, content: 'x' }] } }],
])('%s is another call', async (_, change) => {
  const gateway = keeping(driver);
  await ask(gateway, { repeatable });
  expect((await ask(gateway, { repeatable, ...change })).end).not.toHaveProperty('cached');
});

test('evidence that the prompt holds already, and who asks, change nothing', async () => {
  const gateway = keeping(driver);
  const request = { messages: [{ role: 'user' as const, content: 'x' }] };
  await ask(gateway, { repeatable, request: { ...request, evidence: { question: 'x', passages: [] } } });
  const context = {
    organizationId: 'org-1',
    feature: 'chat',
    userId: 'another',
    conversationId: 'c',
  } as const;
  expect((await ask(gateway, { repeatable, request, context })).end).toHaveProperty('cached', true);
});

test.each([
  ['that broke off', { cutAfter: 1 }],
  ['that was cut', { finishReason: 'length' }],
  ['that was withheld', { finishReason: 'content_filter' }],
  ['without a word', { text: ' ' }],
  ['of a second try', { status: 500 }],
])('an answer %s is not kept', async (_, script) => {
  const gateway = keeping(driver);
  double.enqueue(script);
  await ask(gateway, { repeatable });
  const asked = double.ledger.length;
  await ask(gateway, { repeatable });
  expect(double.ledger.length).toBe(asked + 1);
});
