import { expect, test } from '@jest/globals';
import { differenceOfMeans, differenceOfShares, significant, type Sample } from './statistics.js';

test('the difference of two shares has the probability of the pooled z-test', () => {
  // z = 0.1 / sqrt(0.1 · 0.9 · 0.02) = 2.357
  expect(differenceOfShares({ hits: 15, of: 100 }, { hits: 5, of: 100 })).toBeCloseTo(0.0184, 4);
  expect(differenceOfShares({ hits: 10, of: 100 }, { hits: 10, of: 100 })).toBeCloseTo(1);
  expect(differenceOfShares({ hits: 90, of: 100 }, { hits: 10, of: 100 })).toBeLessThan(1e-9);
});

test('few messages show nothing', () => {
  expect(differenceOfShares({ hits: 3, of: 4 }, { hits: 0, of: 4 })).toBe(1);
  expect(differenceOfShares({ hits: 0, of: 0 }, { hits: 0, of: 0 })).toBe(1);
  expect(differenceOfMeans(sample(Array<number>(29).fill(1)), sample(Array<number>(30).fill(9)))).toBe(1);
});

const sample = (values: number[]): Sample => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value * value, 0),
});
const alternating = (low: number, high: number) =>
  sample(Array.from({ length: 50 }, (_, n) => (n % 2 ? low : high)));

test('the difference of two means has the probability of Welch’s statistic', () => {
  // Variances 50/49 each: 0.4 / sqrt(2 · 1.0204 / 50) = 1.98
  expect(differenceOfMeans(alternating(0.4, 2.4), alternating(0, 2))).toBeCloseTo(0.0477, 3);
  expect(differenceOfMeans(alternating(0, 2), alternating(0, 2))).toBe(1);
  expect(differenceOfMeans(alternating(3, 3), alternating(1, 1))).toBe(0);
});

test('several tests together are judged more strictly', () => {
  expect(significant([0.04, 0.01, 0.03], 0.05)).toEqual([false, true, false]);
  expect(significant([0.02, 0.01, 0.03], 0.05)).toEqual([true, true, true]);
  expect(significant([], 0.05)).toEqual([]);
});
