import { expect, test } from '@jest/globals';
import { daysOf, periodOf, rangeOf } from './periods.js';

const range = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

test.each([
  ['daily', '2026-03-01T23:30:00-05:00', '2026-03-02', '2026-03-03'],
  ['weekly', '2026-03-01', '2026-02-23', '2026-03-02'],
  ['weekly', '2026-03-02', '2026-03-02', '2026-03-09'],
  ['monthly', '2026-12-31T23:59:59Z', '2026-12-01', '2027-01-01'],
  ['monthly', '2024-02-29', '2024-02-01', '2024-03-01'],
] as const)('%s around %s', (period, moment, from, to) => {
  expect(periodOf(period, new Date(moment))).toEqual(range(from, to));
});

test('a day is included as a whole, a moment as itself', () => {
  expect(rangeOf('2026-01-01', '2026-01-31')).toEqual(range('2026-01-01', '2026-02-01'));
  expect(rangeOf('2026-01-01T10:00:00Z', '2026-01-01T11:00:00Z')).toEqual(
    range('2026-01-01T10:00:00Z', '2026-01-01T11:00:00.001Z'),
  );
});

test('every day that a range touches is named once', () => {
  expect(daysOf(rangeOf('2026-02-27T12:00:00Z', '2026-03-01'))).toEqual([
    ...['2026-02-27', '2026-02-28', '2026-03-01'],
  ]);
});
