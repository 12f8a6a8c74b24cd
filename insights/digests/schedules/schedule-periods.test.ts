import { expect, test } from '@jest/globals';
import { borderBefore, periodEnding, periodSoFar, type Rhythm } from './schedule-periods.js';

const zurich = (frequency: Rhythm['frequency'], at = '00:00'): Rhythm => ({
  ...{ frequency, at },
  timezone: 'Europe/Zurich',
});
const hours = ({ start, end }: { start: Date; end: Date }) => (end.getTime() - start.getTime()) / 3_600_000;

test.each([
  ['daily', '00:00', '2026-03-10T12:00:00Z', '2026-03-09T23:00:00.000Z'],
  ['daily', '18:30', '2026-03-10T12:00:00Z', '2026-03-09T17:30:00.000Z'],
  ['weekly', '00:00', '2026-03-10T12:00:00Z', '2026-03-08T23:00:00.000Z'],
  ['weekly', '09:00', '2026-03-09T07:59:00Z', '2026-03-02T08:00:00.000Z'],
  ['monthly', '00:00', '2026-03-10T12:00:00Z', '2026-02-28T23:00:00.000Z'],
  ['monthly', '09:00', '2026-03-01T07:00:00Z', '2026-02-01T08:00:00.000Z'],
] as const)('the %s border at %s before %s', (frequency, at, time, border) => {
  expect(borderBefore(new Date(time), zurich(frequency, at)).toISOString()).toBe(border);
});

test.each(['daily', 'weekly', 'monthly'] as const)(
  '%s periods follow each other without a gap for two years',
  (frequency) => {
    for (const at of ['00:00', '02:30', '23:59']) {
      const rhythm = zurich(frequency, at);
      let { start } = periodSoFar(new Date('2028-01-15T12:00:00Z'), rhythm);
      for (let n = 0; n < { daily: 730, weekly: 104, monthly: 24 }[frequency]; n++) {
        const period = periodEnding(start, rhythm);
        expect(period.start.getTime()).toBeLessThan(period.end.getTime());
        expect(borderBefore(period.start, rhythm)).toEqual(period.start);
        start = period.start;
      }
    }
  },
);

test('the day on which clocks change has 23 or 25 hours', () => {
  expect(hours(periodEnding(new Date('2026-03-29T22:00:00Z'), zurich('daily')))).toBe(23);
  expect(hours(periodEnding(new Date('2026-10-25T23:00:00Z'), zurich('daily')))).toBe(25);
});
