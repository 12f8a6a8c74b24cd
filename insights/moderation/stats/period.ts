import type { ReadModerationStats, StatsPeriod } from '../../../contracts/ai/moderation-stats.contract.js';

export interface Period {
  start: Date;
  end: Date;
  label: string;
}

const dayMs = 86_400_000;
const days: Record<Exclude<StatsPeriod, 'all'>, number> = { '1d': 1, '7d': 7, '30d': 30, '90d': 90 };
/** Longer trends would have more days than anybody looks at. */
const mostDays = 366;

/** The time that statistics are about; a start or an end of one's own goes before the period. `first`: of anything there is. */
export function periodOf(
  { period, startDate, endDate }: ReadModerationStats,
  first: Date | null,
  now = new Date(),
): Period {
  const end = endDate === undefined ? now : endOf(endDate);
  const length = period === 'all' ? null : days[period] * dayMs;
  const start =
    startDate !== undefined
      ? new Date(startDate)
      : length === null
        ? (first ?? end)
        : new Date(end.getTime() - length);
  return { start, end, label: startDate !== undefined || endDate !== undefined ? 'custom' : period };
}

/** A date alone means the whole day. */
const endOf = (date: string): Date => new Date(date.length === 10 ? `${date}T23:59:59.999Z` : date);

/** Each day of a period in UTC, as `2026-01-31`; of very long ones the latest. */
export function daysOf({ start, end }: Period): string[] {
  const first = Math.floor(start.getTime() / dayMs);
  const last = Math.floor(end.getTime() / dayMs);
  const from = Math.max(first, last - mostDays + 1);
  return Array.from({ length: Math.max(0, last - from + 1) }, (_, index) =>
    new Date((from + index) * dayMs).toISOString().slice(0, 10),
  );
}
