import { invalid } from '../../platform/errors/app-error.js';

const dayMs = 24 * 3_600_000;
const usualDays = 30;
const mostDays = 366;
/** So far back questions are grouped, whatever is asked about: groups that are named by their first question keep it. */
const horizonDays = 90;

export interface Window {
  /** Included. */
  from: Date;
  /** Not included. */
  to: Date;
}

/** @throws AppError VALIDATION_ERROR when it ends before it begins, or is longer than a year */
export function windowOf(
  { from, to }: { from?: string; to?: string },
  { path = 'query' }: { path?: 'query' | 'body' } = {},
): Window {
  // What was asked in this millisecond counts too.
  const end = to === undefined ? new Date(Date.now() + 1) : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - usualDays * dayMs) : new Date(from);
  if (start >= end) throw invalid(`${path}.from`, 'must lie before to');
  if (end.getTime() - start.getTime() > mostDays * dayMs)
    throw invalid(`${path}.from`, `at most ${mostDays} days before to`);
  return { from: start, to: end };
}

/** The window with what lies before it, to group questions over. */
export const horizonOf = ({ from, to }: Window): Window => ({
  from: new Date(Math.min(from.getTime(), to.getTime() - horizonDays * dayMs)),
  to,
});

/** Just as long, just before. */
export const periodBefore = ({ from, to }: Window): Window => ({
  from: new Date(from.getTime() - (to.getTime() - from.getTime())),
  to: from,
});

export const isWithin = ({ from, to }: Window, time: Date): boolean => time >= from && time < to;
