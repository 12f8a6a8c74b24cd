import { ToolError } from '../../tools/tool.js';
import { defineBuiltin } from '../builtin-plugin.js';
import { addSpan, describeMoment, parseMoment } from './moments.js';
import { timeZoneOf } from './time-zones.js';

const timeZone = {
  type: 'string',
  maxLength: 100,
  description: 'IANA name such as Europe/Berlin, or a city such as Tokyo; the bot’s own when left out',
};
const moment = {
  type: 'string',
  maxLength: 100,
  description: 'ISO 8601, such as 2026-03-01 or 2026-03-01T14:30; "now" and "today" too',
};
const amount = { type: 'integer', minimum: -100_000, maximum: 100_000 };
const spanFields = ['years', 'months', 'weeks', 'days', 'hours', 'minutes'] as const;

/** Beyond these no calendar says anything sensible. */
const [first, last] = [Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31)];

const ownZone = ({ timeZone }: Record<string, unknown>): string =>
  typeof timeZone === 'string' ? timeZone : 'UTC';

function zone(given: unknown, config: Record<string, unknown>): string {
  const name = typeof given === 'string' && given.trim() !== '' ? given : ownZone(config);
  const found = timeZoneOf(name);
  if (!found)
    throw new ToolError('failed', `No time zone or city of the name "${name.slice(0, 100)}" is known`);
  return found;
}

function when(given: unknown, timeZone: string): number {
  const found = parseMoment(typeof given === 'string' ? given : 'now', timeZone, Date.now());
  if (found === undefined)
    throw new ToolError('failed', `"${String(given).slice(0, 100)}" is not a date or time in ISO 8601`);
  return inReach(found);
}

function inReach(found: number): number {
  if (found < first || found > last) throw new ToolError('failed', 'Only the years 1000 to 9999 are known');
  return found;
}

export const dateTimePlugin = defineBuiltin({
  id: 'builtin-date-time',
  name: 'Date and time',
  description: 'Knows what time it is, in every time zone, and calculates with dates.',
  version: '1.0.0',
  configSchema: {
    type: 'object',
    properties: { timeZone: { ...timeZone, default: 'UTC', description: 'Used when no other is asked for' } },
    additionalProperties: false,
  },
  check: ({ config }) => {
    const isKnown = timeZoneOf(ownZone(config)) !== undefined;
    return {
      healthy: isKnown,
      message: isKnown ? null : 'The time zone in its settings is not known',
      latencyMs: null,
    };
  },
  tools: {
    current_time: {
      description: 'Tells the date and time of now in a time zone or city.',
      inputSchema: { type: 'object', properties: { timeZone }, additionalProperties: false },
      phrases: [
        'what time is it in {timeZone}',
        'what is the time in {timeZone}',
        'current time in {timeZone}',
        'what time is it',
        'what day is it',
        'what is the date',
        'what is today’s date',
        'wie spät ist es in {timeZone}',
        'wie spät ist es',
        'qué hora es en {timeZone}',
        'quelle heure est-il à {timeZone}',
        'che ore sono a {timeZone}',
      ],
      answer: 'It is {time} on {weekday}, {date} ({timeZone}, UTC{utcOffset}).',
      call: (args, { settings }) => describeMoment(Date.now(), zone(args.timeZone, settings.config)),
    },
    convert_time: {
      description: 'Tells what time it is in one time zone when it is a given time in another.',
      inputSchema: {
        type: 'object',
        properties: {
          time: { ...moment, description: 'Such as 14:30, 2pm or 2026-03-01T14:30' },
          from: timeZone,
          to: timeZone,
        },
        required: ['time', 'to'],
        additionalProperties: false,
      },
      phrases: ['convert {time} from {from} to {to}', 'when it is {time} in {from} what time is it in {to}'],
      answer: 'It is then {time} on {weekday}, {date} ({timeZone}).',
      call: ({ time, from, to }, { settings }) => {
        const target = zone(to, settings.config);
        return describeMoment(when(time, zone(from, settings.config)), target);
      },
    },
    add_to_date: {
      description: 'Adds years, months, weeks, days, hours and minutes to a date; negative ones go back.',
      inputSchema: {
        type: 'object',
        properties: {
          date: moment,
          timeZone,
          ...Object.fromEntries(spanFields.map((name) => [name, amount])),
        },
        additionalProperties: false,
      },
      phrases: ['what date is it in {days} days', 'which day is it in {days} days'],
      answer: '{weekday}, {date}',
      call: ({ date, timeZone: name, ...span }, { settings }) => {
        const where = zone(name, settings.config);
        return describeMoment(inReach(addSpan(when(date, where), span, where)), where);
      },
    },
    date_difference: {
      description: 'Tells how long it is from one date to another, in days, hours and minutes.',
      inputSchema: {
        type: 'object',
        properties: { from: moment, to: moment, timeZone },
        required: ['to'],
        additionalProperties: false,
      },
      phrases: [
        'how many days from {from} to {to}',
        'how many days between {from} and {to}',
        'how many days until {to}',
        'wie viele tage bis {to}',
      ],
      answer: '{days} days',
      call: ({ from, to, timeZone: name }, { settings }) => {
        const where = zone(name, settings.config);
        // Days are counted by the calendar: a day on which clocks change is one, too.
        const asked = typeof from === 'string' ? from : /[T :]/.test(String(to)) ? 'now' : 'today';
        const [begin, end] = [when(asked, where), when(to, where)];
        const minutes = Math.round((end - begin) / 60_000);
        const day = (moment: number) => Date.parse(`${describeMoment(moment, where).date}T00:00:00Z`);
        return {
          days: Math.round((day(end) - day(begin)) / 86_400_000),
          totalHours: Math.round((minutes / 60) * 100) / 100,
          totalMinutes: minutes,
        };
      },
    },
  },
});
