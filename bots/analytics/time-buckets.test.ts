import { expect, test } from '@jest/globals';
import { intervals, type Interval } from '../../contracts/analytics.contract.js';
import { bucketOf, bucketStarts, midnight, previousStart } from './time-buckets.js';

const zones = [
  ...['UTC', 'Europe/Berlin', 'America/St_Johns', 'America/Havana'],
  ...['Africa/Cairo', 'Asia/Kathmandu', 'Pacific/Chatham'],
];
const quarter = 15 * 60_000;

/** What a clock and a calendar on the wall show, by the platform's own rules. */
function wall(timezone: string) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    ...{
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
      weekday: 'short',
    },
    timeZoneName: 'longOffset',
  });
  return (time: Date) =>
    Object.fromEntries(parts.formatToParts(time).map(({ type, value }) => [type, value])) as Record<
      string,
      string
    >;
}

/** Whether a bucket begins between two moments a quarter of an hour apart. */
function begins(interval: Interval, before: Record<string, string>, now: Record<string, string>): boolean {
  const day = before.day !== now.day;
  // An hour that comes twice is two, though the clock shows the same one.
  if (interval === 'hour') return before.hour !== now.hour || before.timeZoneName !== now.timeZoneName;
  if (interval === 'day') return day;
  if (interval === 'week') return day && now.weekday === 'Mon';
  return before.month !== now.month;
}

test.each(zones)(
  'buckets begin when the clock on the wall says so, changes of time included: %s',
  (timezone) => {
    const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];
    const show = wall(timezone);
    const expected = new Map<Interval, number[]>(intervals.map((interval) => [interval, []]));
    let before = show(new Date(from.getTime() - quarter));
    for (let time = from.getTime(); time < to.getTime(); time += quarter) {
      const now = show(new Date(time));
      for (const interval of intervals) if (begins(interval, before, now)) expected.get(interval)!.push(time);
      before = now;
    }
    for (const interval of intervals) {
      const starts = bucketStarts({ from, to, interval, timezone, limit: 10_000 }).map((start) =>
        start.getTime(),
      );
      const [first] = starts;
      expect(first).toBeLessThanOrEqual(from.getTime());
      expect(starts[1]).toBeGreaterThan(from.getTime());
      const inside = starts.filter((start) => start >= from.getTime());
      expect({ interval, starts: inside }).toEqual({ interval, starts: expected.get(interval) });
    }
  },
);

test('a day of 23 and one of 25 hours', () => {
  const hoursOf = (from: string, to: string) =>
    bucketStarts({
      from: midnight(from, 'Europe/Berlin'),
      to: midnight(to, 'Europe/Berlin'),
      ...{ interval: 'hour', timezone: 'Europe/Berlin', limit: 100 },
    }).length;
  expect(hoursOf('2026-03-29', '2026-03-30')).toBe(23);
  expect(hoursOf('2026-10-25', '2026-10-26')).toBe(25);
});

test('the bucket of a time, and the one before it', () => {
  const time = new Date('2026-03-30T10:20:00Z');
  const berlin = { timezone: 'Europe/Berlin' };
  expect(bucketOf(time, { interval: 'week', ...berlin }).toISOString()).toBe('2026-03-29T22:00:00.000Z');
  expect(previousStart(time, { interval: 'week', ...berlin }).toISOString()).toBe('2026-03-22T23:00:00.000Z');
  expect(bucketOf(time, { interval: 'month', ...berlin }).toISOString()).toBe('2026-02-28T23:00:00.000Z');
  expect(previousStart(time, { interval: 'hour', ...berlin }).toISOString()).toBe('2026-03-30T09:00:00.000Z');
});

test('no more buckets than asked for', () => {
  const [from, to] = [new Date(0), new Date('2026-01-01T00:00:00Z')];
  expect(bucketStarts({ from, to, interval: 'hour', timezone: 'UTC', limit: 7 })).toHaveLength(7);
});
