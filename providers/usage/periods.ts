import { isDay, type UsagePeriod } from '../../contracts/ai/usage.contract.js';

/** A stretch of time in UTC; `to` is not included. */
export interface Range {
  from: Date;
  to: Date;
}

const dayMs = 86_400_000;

export const startOfDay = (moment: Date): Date => new Date(Math.floor(moment.getTime() / dayMs) * dayMs);
export const startOfMonth = (moment: Date): Date =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), 1));

/** The calendar day, the week from Monday, or the calendar month, in UTC, that a moment lies in. */
export function periodOf(period: UsagePeriod, moment: Date): Range {
  const day = startOfDay(moment);
  if (period === 'daily') return { from: day, to: new Date(day.getTime() + dayMs) };
  if (period === 'weekly') {
    const from = new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * dayMs);
    return { from, to: new Date(from.getTime() + 7 * dayMs) };
  }
  const from = startOfMonth(moment);
  return { from, to: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)) };
}

/** From one date up to another; a day without a time is included as a whole. */
export const rangeOf = (start: string, end: string): Range => ({
  from: new Date(start),
  to: isDay(end) ? new Date(Date.parse(end) + dayMs) : new Date(Date.parse(end) + 1),
});

/** `2026-01-31` for each day that a range touches. */
export function daysOf({ from, to }: Range): string[] {
  const days: string[] = [];
  for (let day = startOfDay(from).getTime(); day < to.getTime(); day += dayMs)
    days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}
