/** Numbers in [0, 1) that are the same for a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** In an order that is the same for a seed (Fisher and Yates). */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = randomFrom(seed);
  const all = [...values];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const z = 1.959964;

/** Of a share, 95 % (Wilson, 1927). */
export function wilson(hits: number, cases: number): [number, number] {
  if (cases === 0) return [0, 1];
  const share = hits / cases;
  const scale = 1 + z ** 2 / cases;
  const centre = (share + z ** 2 / (2 * cases)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / cases + z ** 2 / (4 * cases ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Of a figure over cases, 95 %: percentiles of a thousand samples with replacement (Efron, 1979). */
export function bootstrap<T>(
  cases: readonly T[],
  figure: (sample: readonly T[]) => number,
  samples = 1_000,
): [number, number] {
  const random = randomFrom(1);
  const figures = Array.from({ length: samples }, () =>
    figure(cases.map(() => cases[Math.floor(random() * cases.length)] as T)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => figures[Math.floor(share * (samples - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

/** Pearson's. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const [a, b] = [meanOf(pairs.map(([x]) => x)), meanOf(pairs.map(([, y]) => y))];
  let [product, squareA, squareB] = [0, 0, 0];
  for (const [x, y] of pairs) {
    product += (x - a) * (y - b);
    squareA += (x - a) ** 2;
    squareB += (y - b) ** 2;
  }
  return product / Math.sqrt(squareA * squareB);
}

/** Of a correlation, 95 % (Fisher, 1915). */
export function fisher(r: number, cases: number): [number, number] {
  const half = z / Math.sqrt(cases - 3);
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}

/** The share of pairs of a positive and a negative case whose scores are in order (Hanley and McNeil, 1982). */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b);
  /** How many negatives are below, or not above. */
  const count = (score: number, isBelow: (value: number) => boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBelow(sorted[middle] ?? score)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = positives.reduce(
    (sum, score) =>
      sum + (count(score, (value) => value < score) + count(score, (value) => value <= score)) / 2,
    0,
  );
  return wins / (positives.length * negatives.length);
}
