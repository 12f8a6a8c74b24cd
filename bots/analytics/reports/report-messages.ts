import type { MessageAnalytics } from '../../../contracts/analytics.contract.js';
import { placeIn, type AnalyticsPeriod } from '../analytics-period.js';
import { readSlots } from '../slots/read-slots.js';
import type { BotKey, Slot } from '../slots/slot.js';
import { ratio } from './ratio.js';

const sums = [
  ...(['received', 'sent', 'failed', 'grounded', 'unanswered', 'tokens'] as const),
  ...(['promptTokens', 'completionTokens', 'costMicros', 'unpriced'] as const),
] as const;
type Sums = Record<(typeof sums)[number], number>;

interface Counts extends Sums {
  latencies: number[];
  languages: Map<string, number>;
}

const none = (): Counts => ({
  ...(Object.fromEntries(sums.map((name) => [name, 0])) as Sums),
  latencies: [],
  languages: new Map(),
});

/** Messages and answers: how many, how fast, in which languages, at what cost. */
export async function reportMessages(
  bot: BotKey,
  period: AnalyticsPeriod,
): Promise<Pick<MessageAnalytics, 'totals' | 'series'>> {
  const totals = none();
  const buckets = period.starts.map(none);
  for await (const slot of readSlots(bot, period, [...sums, 'latencies', 'languages'])) {
    add(totals, slot);
    const bucket = buckets[placeIn(period.starts, slot.start)];
    if (bucket) add(bucket, slot);
  }
  return {
    totals: figuresOf(totals),
    series: period.starts.map((start, place) => ({
      start: start.toISOString(),
      ...figuresOf(buckets[place] ?? none()),
    })),
  };
}

function add(counts: Counts, slot: Pick<Slot, keyof Sums | 'latencies' | 'languages'>): void {
  for (const name of sums) counts[name] += slot[name];
  for (const latency of slot.latencies) counts.latencies.push(latency);
  for (const { language, count } of slot.languages)
    counts.languages.set(language, (counts.languages.get(language) ?? 0) + count);
}

/** Undetermined, as BCP 47 calls it. */
const unknownLanguage = 'und';

function figuresOf({ latencies, languages, costMicros, ...counts }: Counts): MessageAnalytics['totals'] {
  const sorted = Float64Array.from(latencies).sort();
  const sum = sorted.reduce((total, latency) => total + latency, 0);
  // Nearest rank: no smaller latency has 95 of 100 at or below it.
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
  const isPriced = counts.unpriced < counts.sent || counts.sent === 0;
  return {
    ...counts,
    averageLatencyMs: ratio(sum, sorted.length, 1),
    p95LatencyMs: p95,
    cost: isPriced ? costMicros / 1e6 : null,
    byLanguage: Object.fromEntries(
      [...languages]
        .map(([language, count]): [string, number] => [language || unknownLanguage, count])
        .sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1)),
    ),
  };
}
