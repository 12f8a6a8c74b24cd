/** A date and a time of day as a clock on the wall shows them. */
export interface WallTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  formatters.set(timeZone, formatter);
  return formatter;
}

export function wallTimeOf(moment: number, timeZone: string): WallTime {
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const year = Number(parts.year);
  return {
    year: parts.era === 'BC' ? 1 - year : year,
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
  };
}

/** As if the clock stood in Greenwich. */
export const utcOf = ({ year, month, day, hour, minute, second }: WallTime): number => {
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  // Date.UTC takes the years 0 to 99 for those of the twentieth century.
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
};

/** Milliseconds that a zone is ahead of Greenwich at a moment. */
export const offsetAt = (moment: number, timeZone: string): number => {
  const whole = Math.floor(moment / 1_000) * 1_000;
  return utcOf(wallTimeOf(whole, timeZone)) - whole;
};

/** The moment at which a clock in a zone shows a time; where it shows it twice the first, where never the one after the gap. */
export function momentOf(wall: WallTime, timeZone: string): number {
  const asUtc = utcOf(wall);
  const before = asUtc - offsetAt(asUtc - 86_400_000, timeZone);
  if (asUtc - offsetAt(before, timeZone) === before) return before;
  const after = asUtc - offsetAt(asUtc + 86_400_000, timeZone);
  return asUtc - offsetAt(after, timeZone) === after ? after : before;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `+09:00`. */
export function offsetText(moment: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(moment, timeZone) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const text = (wall: WallTime): { date: string; time: string } => ({
  date: `${String(wall.year).padStart(4, '0')}-${two(wall.month)}-${two(wall.day)}`,
  time: `${two(wall.hour)}:${two(wall.minute)}`,
});

/** A moment in a zone, as tools tell it. */
export function describeMoment(moment: number, timeZone: string) {
  const wall = wallTimeOf(moment, timeZone);
  const { date, time } = text(wall);
  const offset = offsetText(moment, timeZone);
  return {
    timeZone,
    date,
    time,
    weekday: new Intl.DateTimeFormat('en', { timeZone, weekday: 'long' }).format(moment),
    iso: `${date}T${time}:${two(wall.second)}${offset}`,
    utcOffset: offset,
  };
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A moment that is written as `2026-03-01`, `2026-03-01T14:30`, with or without an offset; without one in the zone given.
 * A time of day alone is one of today. Undefined when it is none.
 */
export function parseMoment(written: string, timeZone: string, now: number): number | undefined {
  const given = written.trim();
  if (/^now$/i.test(given)) return now;
  const today = wallTimeOf(now, timeZone);
  if (/^today$/i.test(given)) return momentOf({ ...today, hour: 0, minute: 0, second: 0 }, timeZone);
  const time = /^(\d{1,2})(?::(\d{2}))?\s*(am|pm)?$/i.exec(given);
  if (time && (time[2] ?? time[3])) {
    const hour = (Number(time[1]) % (time[3] ? 12 : 24)) + (/pm/i.test(time[3] ?? '') ? 12 : 0);
    return momentOf({ ...today, hour, minute: Number(time[2] ?? 0), second: 0 }, timeZone);
  }
  const match = pattern.exec(given);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', offset] = match;
  const wall = {
    ...{ year: Number(year), month: Number(month), day: Number(day) },
    ...{ hour: Number(hour), minute: Number(minute), second: Number(second) },
  };
  const asUtc = utcOf(wall);
  if (text(wallTimeOf(asUtc, 'UTC')).date !== text(wall).date || wall.hour > 23 || wall.minute > 59)
    return undefined;
  if (offset === undefined) return momentOf(wall, timeZone);
  if (/^z$/i.test(offset)) return asUtc;
  const sign = offset.startsWith('-') ? -1 : 1;
  return asUtc - sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * 60_000;
}

export interface Span {
  years?: number;
  months?: number;
  weeks?: number;
  days?: number;
  hours?: number;
  minutes?: number;
}

/** Years to days go by the calendar of the zone, a 31st that a month lacks becomes its last day; hours by the clock. */
export function addSpan(moment: number, span: Span, timeZone: string): number {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0 } = span;
  const wall = wallTimeOf(moment, timeZone);
  const monthIndex = wall.year * 12 + wall.month - 1 + years * 12 + months;
  const [year, month] = [Math.floor(monthIndex / 12), (((monthIndex % 12) + 12) % 12) + 1];
  const lastDay = new Date(utcOf({ ...wall, year, month: month + 1, day: 0 })).getUTCDate();
  const shifted = { ...wall, year, month, day: Math.min(wall.day, lastDay) + weeks * 7 + days };
  const isMoved = years || months || weeks || days;
  const exact = (hours * 60 + minutes) * 60_000;
  return (isMoved ? momentOf(shifted, timeZone) : moment) + exact;
}
