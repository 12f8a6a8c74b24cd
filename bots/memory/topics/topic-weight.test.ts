import { expect, test } from '@jest/globals';
import { fadedWeight, mentioned, weighed } from './topic-weight.js';

const day = 24 * 3_600_000;
const start = new Date('2026-01-01T00:00:00Z');
const after = (days: number) => new Date(start.getTime() + days * day);

test('a weight grows with each mention, never beyond 1', () => {
  let topic = weighed(mentioned(null, start), start);
  expect(topic.weight).toBeCloseTo(0.3);
  const weights = Array.from({ length: 20 }, () => (topic = weighed(mentioned(topic, start), start)).weight);
  expect([...weights].sort((a, b) => a - b)).toEqual(weights);
  expect(weights.at(-1)).toBeLessThanOrEqual(1);
});

test('it halves every 30 days', () => {
  const topic = weighed(0.8, start);
  expect(fadedWeight(topic, after(30).getTime())).toBeCloseTo(0.4);
  expect(fadedWeight(topic, after(60).getTime())).toBeCloseTo(0.2);
  expect(mentioned(topic, after(30))).toBeCloseTo(1 - 0.6 * 0.7);
});

test('the rank orders topics as their weights do, whenever they are compared', () => {
  const old = weighed(0.9, start);
  const fresh = weighed(0.3, after(40));
  const now = after(100).getTime();
  expect(Math.sign(old.rank - fresh.rank)).toBe(Math.sign(fadedWeight(old, now) - fadedWeight(fresh, now)));
});

test('what has faded is forgotten, a heavier one later', () => {
  expect(weighed(0.8, start).expiresAt > weighed(0.3, start).expiresAt).toBe(true);
  expect(fadedWeight(weighed(0.8, start), weighed(0.8, start).expiresAt.getTime())).toBeCloseTo(0.01);
  expect(weighed(0, start).expiresAt > start).toBe(true);
});
