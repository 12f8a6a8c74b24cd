import type { SessionAnalytics } from '../../../contracts/analytics.contract.js';
import { activityRepository } from '../activity.repository.js';
import { placeIn, type AnalyticsPeriod } from '../analytics-period.js';
import { readSlots } from '../slots/read-slots.js';
import type { BotKey } from '../slots/slot.js';
import { ratio } from './ratio.js';

const none = () => ({ started: 0, ended: 0, messages: 0, durationMs: 0, ratings: 0, ratingSum: 0 });
type Counts = ReturnType<typeof none>;

const fields = ['sessionsStarted', 'sessionsEnded', 'sessionMessages', 'sessionMs'] as const;

/** Sessions: how many began and ended, how long they were, and how their answers were rated. */
export async function reportSessions(
  bot: BotKey,
  period: AnalyticsPeriod,
): Promise<Pick<SessionAnalytics, 'totals' | 'series'>> {
  const { from, starts } = period;
  const totals = none();
  const buckets = starts.map(none);
  const countsAt = (time: Date): Counts[] => [
    totals,
    buckets[placeIn(starts, time < from ? from : time)] ?? none(),
  ];
  for await (const slot of readSlots(bot, period, fields))
    for (const counts of countsAt(slot.start)) {
      counts.started += slot.sessionsStarted;
      counts.ended += slot.sessionsEnded;
      counts.messages += slot.sessionMessages;
      counts.durationMs += slot.sessionMs;
    }
  // An answer may be rated at any later time, so ratings are never summed up beforehand.
  for (const { start, sum, count } of await activityRepository.ratings(bot, period))
    for (const counts of countsAt(start)) {
      counts.ratings += count;
      counts.ratingSum += sum;
    }
  return {
    totals: figuresOf(totals),
    series: starts.map((start, place) => ({
      start: start.toISOString(),
      ...figuresOf(buckets[place] ?? none()),
    })),
  };
}

const figuresOf = (counts: Counts): SessionAnalytics['totals'] => ({
  started: counts.started,
  ended: counts.ended,
  averageMessages: ratio(counts.messages, counts.ended, 2),
  averageDurationMs: ratio(counts.durationMs, counts.ended, 0),
  ratings: { average: ratio(counts.ratingSum, counts.ratings, 2), count: counts.ratings },
});
