import type { MeanScore } from '../../../contracts/evaluations.contract.js';
import { randomFrom } from '../../training/classifier/random.js';

/** Of the standard normal distribution, for 95 %. */
const z = 1.959964;
const resamples = 2_000;
/** The same values always give the same interval. */
const seed = 1;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The mean of values that are 0 or 1 with Wilson's score interval (Wilson, 1927), which is right for few values and for
 * shares near 0 and 1, too. `null` without values.
 */
export function shareWithInterval(values: readonly number[]): MeanScore | null {
  const n = values.length;
  if (n === 0) return null;
  const p = meanOf(values);
  const middle = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  const [low, high] = [Math.max(0, middle - half), Math.min(1, middle + half)];
  return { n, mean: rounded(p), low: rounded(low), high: rounded(high), method: 'wilson' };
}

/**
 * The mean of values with the percentile interval of 2,000 bootstrap samples (Efron, 1979). Of differences of pairs it is the
 * paired bootstrap. `null` without values; one value alone has no interval.
 */
export function meanWithInterval(values: readonly number[]): MeanScore | null {
  const n = values.length;
  if (n === 0) return null;
  const mean = rounded(meanOf(values));
  if (n === 1) return { n, mean, low: null, high: null, method: 'bootstrap' };
  const random = randomFrom(seed);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < n; drawn++) sum += values[Math.floor(random() * n)] ?? 0;
    return sum / n;
  }).sort();
  const at = (share: number): number => rounded(means[Math.round(share * (resamples - 1))] ?? mean);
  return { n, mean, low: at(0.025), high: at(0.975), method: 'bootstrap' };
}
