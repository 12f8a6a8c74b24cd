import { maxBuckets, maxDays, type AnalyticsQuery } from '../../contracts/analytics.contract.js';
import { invalid } from '../../platform/errors/app-error.js';
import type { Span } from './activity.repository.js';
import { bucketOf, bucketStarts, midnight, type BucketKind } from './time-buckets.js';

/** What is asked for, with the beginnings of its buckets. */
export interface AnalyticsPeriod extends Span, BucketKind {
  starts: Date[];
}

const dayMs = 86_400_000;
const usualDays = 29;

/** @throws AppError VALIDATION_ERROR for a period that ends before it begins, is too long or has too many buckets */
export function analyticsPeriod(
  { from, to, interval, timezone }: AnalyticsQuery,
  now = new Date(),
): AnalyticsPeriod {
  const kind = { interval, timezone };
  const end = to === undefined ? now : timeOf(to, timezone);
  const begin =
    from === undefined ? bucketOf(new Date(end.getTime() - usualDays * dayMs), kind) : timeOf(from, timezone);
  if (begin >= end) throw invalid('query.from', 'expected a time before `to`');
  if (end.getTime() - begin.getTime() > maxDays * dayMs)
    throw invalid('query.from', `at most ${maxDays} days can be asked for at once`);
  const starts = bucketStarts({ from: begin, to: end, ...kind, limit: maxBuckets + 1 });
  if (starts.length > maxBuckets)
    throw invalid(
      'query.interval',
      `at most ${maxBuckets} buckets can be asked for at once; choose a longer one`,
    );
  return { from: begin, to: end, ...kind, starts };
}

const timeOf = (text: string, timezone: string): Date =>
  text.includes('T') ? new Date(text) : midnight(text, timezone);

/** The place of the bucket that a time of the period lies in. */
export function placeIn(starts: readonly Date[], time: Date): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? time) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
