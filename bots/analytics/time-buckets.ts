import { DateTime } from 'luxon';
import type { Interval } from '../../contracts/analytics.contract.js';

/**
 * Where hours, days, weeks (from Monday) or months of a time zone begin: the one that contains `from` and those after
 * it before `to`, at most `limit`. A day without midnight begins when its first hour does; one with two, at the first.
 */
export function bucketStarts({
  from,
  to,
  interval,
  timezone,
  limit,
}: {
  from: Date;
  to: Date;
  interval: Interval;
  timezone: string;
  limit: number;
}): Date[] {
  const starts: Date[] = [];
  let start = startOf(DateTime.fromJSDate(from, { zone: timezone }), interval);
  while (start.toMillis() < to.getTime() && starts.length < limit) {
    starts.push(start.toJSDate());
    start = nextStart(start, interval);
  }
  return starts;
}

/** The beginning of the bucket before the one that contains a time. */
export function previousStart(time: Date, { interval, timezone }: BucketKind): Date {
  const start = startOf(DateTime.fromJSDate(time, { zone: timezone }), interval);
  return startOf(start.minus({ milliseconds: 1 }), interval).toJSDate();
}

/** Midnight in a time zone; `date` is ISO 8601 without a time. */
export const midnight = (date: string, timezone: string): Date =>
  startOf(DateTime.fromISO(date, { zone: timezone }), 'day').toJSDate();

/** The beginning of the bucket that contains a time. */
export const bucketOf = (time: Date, { interval, timezone }: BucketKind): Date =>
  startOf(DateTime.fromJSDate(time, { zone: timezone }), interval).toJSDate();

export interface BucketKind {
  interval: Interval;
  timezone: string;
}

/** Every change of a clock in use happens at a quarter of an hour. */
const quarter = { minutes: 15 };

function startOf(time: DateTime, interval: Interval): DateTime {
  if (interval === 'hour') return startOfHour(time);
  const start = time.startOf(interval);
  // Where clocks are set back at midnight, the hour before it has the same date.
  const earlier = start.minus({ hours: 1 });
  return earlier.toISODate() === start.toISODate() ? earlier : start;
}

/** An hour that comes twice is two; one that clocks are changed in ends there. */
function startOfHour(time: DateTime): DateTime {
  let start = time.set({ minute: time.minute - (time.minute % 15), second: 0, millisecond: 0 });
  for (;;) {
    const earlier = start.minus(quarter);
    if (!isSameHour(earlier, start)) return start;
    start = earlier;
  }
}

function nextStart(start: DateTime, interval: Interval): DateTime {
  if (interval !== 'hour') return startOf(start.plus({ [`${interval}s`]: 1 }), interval);
  let next = start.plus(quarter);
  while (isSameHour(next, start)) next = next.plus(quarter);
  return next;
}

const isSameHour = (a: DateTime, b: DateTime): boolean => a.hour === b.hour && a.offset === b.offset;
