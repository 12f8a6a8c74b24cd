import { expect, test } from '@jest/globals';
import { costMicros, priced, pricesAt, priceVersions, type PriceVersion } from './prices.js';

const version = (id: string, from: string, input: number): PriceVersion => ({
  id,
  from: new Date(from),
  prices: new Map([['m', { input, output: 0 }]]),
  tuning: new Map(),
});
const versions = [version('a', '2026-01-01', 1_000_000), version('b', '2026-06-01', 3_000_000)];
const call = { provider: 'openai', model: 'm', promptTokens: 10, completionTokens: 0 };

test('a call costs what the prices of its time say, and says by which it was priced', () => {
  const costAt = (moment: string) => costMicros(call, pricesAt(new Date(moment), versions));
  expect(['2025-01-01', '2026-05-31T23:59:59.999Z', '2026-06-01', '2030-01-01'].map(costAt)).toEqual([
    10, 10, 30, 30,
  ]);
  const now = priced({ ...call, model: 'gpt-4o-mini' });
  expect(now).toEqual({ costMicros: 2, priceVersion: pricesAt(new Date()).id });
});

test('versions follow one another, each under a name of its own', () => {
  const times = priceVersions.map(({ from }) => from.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(priceVersions.map(({ id }) => id)).size).toBe(priceVersions.length);
});

test('a call that used nothing costs nothing, even when its price is unknown', () => {
  expect(priced({ ...call, model: 'unknown', promptTokens: 0 }).costMicros).toBe(0);
  expect(priced({ ...call, model: 'unknown' }).costMicros).toBeNull();
});
