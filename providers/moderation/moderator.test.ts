import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { createLogger } from '../../platform/logging/logger.js';
import type { GatewaySettings } from '../gateway/gateway-settings.js';
import type { ModelCall } from '../metering/model-call.js';
import { createModerator } from './moderator.js';
import { createOpenAiModeration } from './openai-moderation.js';

let double: OpenAiDouble;
let metered: ModelCall[];
beforeAll(async () => {
  double = await startOpenAiDouble('sk-double');
});
beforeEach(() => {
  double.reset();
  metered = [];
});
afterAll(() => double.close());

const open = (settings: Partial<GatewaySettings> = {}) =>
  createModerator({
    driver: createOpenAiModeration({ apiKey: 'sk-double', baseUrl: double.url }),
    meter: {
      record: async (call) => void metered.push(call),
      begin: async () => undefined,
      flush: async () => undefined,
      close: async () => undefined,
    },
    logger: createLogger({ name: 'test', level: 'silent' }),
    settings: { backoffMs: 1, maxBackoffMs: 1, ...settings },
  });
const context = { organizationId: 'o', userId: 'u', feature: 'moderation' } as const;
const ask = (moderator: ReturnType<typeof open>) => moderator.moderate({ context, input: { text: 'words' } });

test('scores and violations come as they were told, and each try is metered with a cost of zero', async () => {
  const moderator = open();
  double.enqueue({ status: 429, retryAfter: 0 }, { scores: { hate: 0.9, 'sexual/minors': 0.2 } });
  const { scores, violated } = await ask(moderator);
  expect([scores.hate, scores['sexual/minors'], violated]).toEqual([0.9, 0.2, ['hate']]);
  expect(metered).toMatchObject([
    { ...context, kind: 'moderation', provider: 'openai', outcome: 'rate-limit', costMicros: 0 },
    { ...context, kind: 'moderation', model: 'omni-moderation-latest', outcome: 'ok', costMicros: 0 },
  ]);
  expect(double.ledger.map(({ key }) => key)).toEqual(['matched', 'matched']);
  await moderator.close();
});

test('a picture is told from a text, and the model says what it looked for in it', async () => {
  const moderator = open();
  const input = { text: 'words', imageUrl: 'https://example.org/a.png' };
  const { inPicture } = await moderator.moderate({ context, input });
  expect(inPicture).toEqual(expect.arrayContaining(['sexual', 'violence', 'self-harm']));
  expect(inPicture).not.toEqual(expect.arrayContaining(['hate']));
  expect((await ask(moderator)).inPicture).toEqual([]);
  await moderator.close();
});

test.each([
  [{ status: 500 }, 'unavailable', 3],
  [{ malformed: true }, 'malformed', 3],
  [{ status: 401 }, 'authentication', 1],
  [{ status: 400 }, 'invalid-request', 1],
  [{ cutAfter: 0 }, 'unavailable', 3],
] as const)('%j is %s after %i tries', async (script, kind, tries) => {
  const moderator = open();
  double.respond(() => script);
  await expect(ask(moderator)).rejects.toMatchObject({ name: 'ProviderError', kind });
  expect([double.ledger.length, metered.length]).toEqual([tries, tries]);
  await moderator.close();
});

test('a server that keeps failing is left alone, and asked again after a while', async () => {
  const moderator = open({ breakerFailures: 3, breakerOpenMs: 50 });
  double.respond(() => ({ status: 500 }));
  await expect(ask(moderator)).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(ask(moderator)).rejects.toMatchObject({ name: 'CircuitOpenError' });
  expect([double.ledger.length, moderator.status().state]).toEqual([3, 'open']);
  double.respond(() => ({}));
  for (let tries = 0; moderator.status().state === 'open' && tries < 200; tries++)
    await new Promise((done) => setTimeout(done, 5));
  await ask(moderator);
  expect(moderator.status().state).toBe('closed');
  await moderator.close();
});
