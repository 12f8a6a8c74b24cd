import { expect, test } from '@jest/globals';
import { Environment } from '../../platform/config/environment.js';
import { retryDelay } from './retry-delay.js';

const delays = Environment.parse({}).WEBHOOK_RETRY_DELAYS;
const hour = 3_600_000;

test('the waits are the documented ones, and then there is none', () => {
  const waits = Array.from({ length: 10 }, (_, place) => retryDelay(place + 1, { delays, random: () => 0 }));
  expect(waits).toEqual([
    ...[5_000, 300_000, 1_800_000],
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour),
    null,
  ]);
});

test('chance makes a wait up to a fifth longer, never shorter', () => {
  expect(retryDelay(1, { delays: [1_000], random: () => 0.999_999 })).toBe(1_200);
  for (let n = 0; n < 100; n++) {
    const wait = retryDelay(1, { delays: [1_000] })!;
    expect(wait >= 1_000 && wait <= 1_200).toBe(true);
  }
});

test.each([
  [0, 5_000],
  [3_000, 5_000],
  [60_000, 60_000],
  [1_000 * hour, 24 * hour],
])('a receiver that wants %d ms gets %d', (retryAfterMs, wait) => {
  expect(retryDelay(1, { delays, retryAfterMs, random: () => 0 })).toBe(wait);
});

test('Retry-After does not add an attempt', () => {
  expect(retryDelay(2, { delays: [1], retryAfterMs: 1_000 })).toBeNull();
});
