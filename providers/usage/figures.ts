import type { UsageFigures } from './usage.repository.js';

/** Dollars; null when the price of nothing that cost something is known. */
export const costOf = ({
  costMicros,
  unpriced,
}: Pick<UsageFigures, 'costMicros' | 'unpriced'>): number | null =>
  unpriced > 0 && costMicros === 0 ? null : costMicros / 1_000_000;

/** Dollars a call, of those whose price is known; null without any. */
export function averageCost(figures: UsageFigures): number | null {
  const priced = figures.requests - figures.unpriced;
  return priced > 0 ? figures.costMicros / 1_000_000 / priced : null;
}

const nothing: UsageFigures = {
  ...{ requests: 0, promptTokens: 0, completionTokens: 0 },
  ...{ costMicros: 0, unpriced: 0 },
};

export const total = (groups: readonly UsageFigures[]): UsageFigures =>
  groups.reduce(
    (sum, group) => ({
      requests: sum.requests + group.requests,
      promptTokens: sum.promptTokens + group.promptTokens,
      completionTokens: sum.completionTokens + group.completionTokens,
      costMicros: sum.costMicros + group.costMicros,
      unpriced: sum.unpriced + group.unpriced,
    }),
    nothing,
  );

/** One entry for every day of a range, in order; a day without calls has zeros. */
export function everyDay<T extends UsageFigures & { key: string | null }>(
  days: readonly string[],
  groups: readonly T[],
): (UsageFigures & { key: string })[] {
  const known = new Map(groups.map((group) => [group.key, group]));
  return days.map((key) => ({ ...(known.get(key) ?? nothing), key }));
}
