import { DateTime, type DurationLike } from 'luxon';
import type { DigestPeriod } from '../../../contracts/ai/digest.contract.js';

export interface Rhythm {
  frequency: DigestPeriod;
  timezone: string;
  /** `HH:MM` */
  at: string;
}

export interface Period {
  start: Date;
  end: Date;
}

const lengths: Record<DigestPeriod, DurationLike> = {
  daily: { days: 1 },
  weekly: { weeks: 1 },
  monthly: { months: 1 },
};
const units = { daily: 'day', weekly: 'week', monthly: 'month' } as const;

/**
 * The latest border between two periods at or before a time: midnight, Monday's, or that of the month's first day, later by
 * the time of day. A time that the clocks leave out counts as the one they show instead.
 */
export function borderBefore(time: Date, { frequency, timezone, at }: Rhythm): Date {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const now = DateTime.fromJSDate(time, { zone: timezone });
  const border = now.startOf(units[frequency]).set({ hour, minute });
  if (border <= now) return border.toJSDate();
  return now.startOf(units[frequency]).minus(lengths[frequency]).set({ hour, minute }).toJSDate();
}

/** The period that ends at a border, which is where the one before it ended: none overlap, and nothing lies between them. */
export function periodEnding(end: Date, rhythm: Rhythm): Period {
  return { start: borderBefore(new Date(end.getTime() - 1), rhythm), end };
}

/** What of the present period has passed. */
export const periodSoFar = (now: Date, rhythm: Rhythm): Period => ({
  start: borderBefore(now, rhythm),
  end: now,
});
