/** How many of how many. */
export interface Proportion {
  hits: number;
  of: number;
}

export const shareOf = ({ hits, of }: Proportion): number => (of === 0 ? 0 : hits / of);

/**
 * The probability of a difference this large between two shares when nothing has changed: two-proportion z-test with pooled
 * variance, two-sided (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed. 2003, ch. 3). 1 where
 * an expected count is below 5, as the test says nothing then.
 */
export function differenceOfShares(a: Proportion, b: Proportion): number {
  const pooled = (a.hits + b.hits) / (a.of + b.of || 1);
  const rarest = Math.min(a.of, b.of) * Math.min(pooled, 1 - pooled);
  if (rarest < 5) return 1;
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  return twoSided((shareOf(a) - shareOf(b)) / deviation);
}

export interface Sample {
  n: number;
  sum: number;
  /** Of the squares. */
  squares: number;
}

export const meanOf = ({ n, sum }: Sample): number => (n === 0 ? 0 : sum / n);

const varianceOf = ({ n, sum, squares }: Sample): number =>
  n < 2 ? 0 : Math.max(0, (squares - (sum * sum) / n) / (n - 1));

/** Fewer do not show their spread. */
export const fewestInSample = 30;

/**
 * The same for two means: Welch's statistic (Biometrika 34, 1947), which needs no equal variances; with thirty values on
 * both sides it is as good as normally distributed. 1 with fewer.
 */
export function differenceOfMeans(a: Sample, b: Sample): number {
  if (Math.min(a.n, b.n) < fewestInSample) return 1;
  const deviation = Math.sqrt(varianceOf(a) / a.n + varianceOf(b) / b.n);
  const difference = meanOf(a) - meanOf(b);
  if (difference === 0) return 1;
  return deviation === 0 ? 0 : twoSided(difference / deviation);
}

/**
 * Which of several tests stay significant together at a level (Holm, Scandinavian Journal of Statistics 6, 1979): of twenty
 * intents one would otherwise drift by chance.
 */
export function significant(probabilities: readonly number[], level: number): boolean[] {
  const order = probabilities
    .map((_, at) => at)
    .sort((a, b) => (probabilities[a] ?? 1) - (probabilities[b] ?? 1));
  const result = probabilities.map(() => false);
  for (const [rank, at] of order.entries()) {
    if ((probabilities[at] ?? 1) > level / (probabilities.length - rank)) break;
    result[at] = true;
  }
  return result;
}

/** Of a standard normal variable: how likely it lies at least this far from 0. */
const twoSided = (z: number): number => complementaryError(Math.abs(z) / Math.SQRT2);

/** erfc for x ≥ 0, within 1.5e-7 (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26). */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return polynomial * Math.exp(-x * x);
}
