import type { IntentAnalytics } from '../../../contracts/analytics.contract.js';
import { placeIn, type AnalyticsPeriod } from '../analytics-period.js';
import { readSlots } from '../slots/read-slots.js';
import type { BotKey, Slot } from '../slots/slot.js';
import { ratio } from './ratio.js';

interface Counts {
  outOfScope: number;
  unclassified: number;
  intents: Map<string, { count: number; confidence: number }>;
}

const none = (): Counts => ({ outOfScope: 0, unclassified: 0, intents: new Map() });

/** What end users wanted, as the bot's trained model tells; the `limit` most frequent intents are named. */
export async function reportIntents(
  bot: BotKey,
  period: AnalyticsPeriod,
  limit: number,
): Promise<Pick<IntentAnalytics, 'totals' | 'series'>> {
  const totals = none();
  const buckets = period.starts.map(none);
  for await (const slot of readSlots(bot, period, ['intents', 'outOfScope', 'unclassified'])) {
    add(totals, slot);
    const bucket = buckets[placeIn(period.starts, slot.start)];
    if (bucket) add(bucket, slot);
  }
  const named = new Set(
    byCount(totals)
      .slice(0, limit)
      .map(([intent]) => intent),
  );
  return {
    totals: figuresOf(totals, named),
    series: period.starts.map((start, place) => ({
      start: start.toISOString(),
      ...figuresOf(buckets[place] ?? none(), named),
    })),
  };
}

function add(counts: Counts, slot: Pick<Slot, 'intents' | 'outOfScope' | 'unclassified'>): void {
  counts.outOfScope += slot.outOfScope;
  counts.unclassified += slot.unclassified;
  for (const { intent, count, confidence } of slot.intents) {
    const so = counts.intents.get(intent) ?? { count: 0, confidence: 0 };
    counts.intents.set(intent, { count: so.count + count, confidence: so.confidence + confidence });
  }
}

const byCount = ({ intents }: Counts) =>
  [...intents].sort(([a, { count: more }], [b, { count: less }]) => less - more || (a < b ? -1 : 1));

function figuresOf(counts: Counts, named: Set<string>): IntentAnalytics['totals'] {
  const all = byCount(counts);
  const inScope = all.reduce((sum, [, { count }]) => sum + count, 0);
  const classified = inScope + counts.outOfScope;
  const told = all.filter(([intent]) => named.has(intent));
  return {
    classified,
    unclassified: counts.unclassified,
    outOfScope: counts.outOfScope,
    intents: told.map(([intent, { count, confidence }]) => ({
      intent,
      count,
      averageConfidence: ratio(confidence / 10_000, count) ?? 0,
      share: ratio(count, classified) ?? 0,
    })),
    otherIntents: inScope - told.reduce((sum, [, { count }]) => sum + count, 0),
  };
}
