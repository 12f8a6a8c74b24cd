import { expect, test } from '@jest/globals';
import { costMicros } from './prices.js';

const cost = (model: string, provider = 'openai', promptTokens = 1_000_000, completionTokens = 1_000_000) =>
  costMicros({ provider, model, promptTokens, completionTokens });

test.each([
  ['gpt-4o-mini', 750_000],
  ['gpt-4o', 12_500_000],
  ['gpt-4.1', 10_000_000],
  ['gpt-4.1-mini', 2_000_000],
  ['gpt-4.1-nano', 500_000],
  ['gpt-3.5-turbo', 2_000_000],
  ['text-embedding-3-small', 20_000],
  ['text-embedding-3-large', 130_000],
  ['text-embedding-ada-002', 100_000],
  ['claude-3-5-haiku', 4_800_000],
  ['claude-3-haiku', 1_500_000],
  ['claude-3-5-sonnet', 18_000_000],
])('a million tokens in and out of %s cost %p micro-dollars', (model, expected) => {
  expect(cost(model)).toBe(expected);
});

test('dated names have the price of their base, unless they have their own', () => {
  expect(cost('gpt-4o-mini-2024-07-18')).toBe(cost('gpt-4o-mini'));
  expect(cost('claude-3-5-sonnet-20241022')).toBe(cost('claude-3-5-sonnet'));
  expect(cost('claude-3-5-haiku-latest')).toBe(cost('claude-3-5-haiku'));
  expect(cost('gpt-3.5-turbo-0125')).toBe(cost('gpt-3.5-turbo'));
  expect(cost('gpt-4o-2024-05-13')).toBe(20_000_000);
});

test.each(['house-blend-7b', 'gpt-4o-audio-preview', 'ft:gpt-4o-mini:acme', 'constructor', ''])(
  'the price of %j is unknown',
  (model) => expect(cost(model)).toBeNull(),
);

test('local models cost nothing, and fractions are rounded up', () => {
  expect(cost('anything', 'local')).toBe(0);
  expect(cost('text-embedding-3-small', 'openai', 10, 0)).toBe(1);
  expect(cost('gpt-4o-mini', 'openai', 0, 0)).toBe(0);
});

test('what a provider had in its cache is cheaper, what it put there dearer', () => {
  const call = { provider: 'anthropic', promptTokens: 1_000_000, completionTokens: 0 };
  const cached = { ...call, cacheReadTokens: 500_000, cacheWriteTokens: 100_000 };
  expect(costMicros({ ...call, model: 'claude-haiku-4-5' })).toBe(1_000_000);
  expect(costMicros({ ...cached, model: 'claude-haiku-4-5' })).toBe(400_000 + 50_000 + 125_000);
  // Whose discount we do not know costs the full price.
  expect(costMicros({ ...cached, model: 'gpt-4o' })).toBe(2_500_000);
});

test('a long prompt has a price of its own', () => {
  const call = { provider: 'anthropic', model: 'claude-haiku-5-5', completionTokens: 1_000 };
  expect(costMicros({ ...call, promptTokens: 100_000 })).toBe(10_000 + 500);
  expect(costMicros({ ...call, promptTokens: 200_000 })).toBe(100_000 + 2_500);
});
