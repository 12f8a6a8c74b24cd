import { expect, test } from '@jest/globals';
import { problemsOf } from '../schemas/validator.js';
import { soundObjectSchema } from '../schemas/sound-schema.js';
import { isListedHost } from '../../../platform/http/listed-hosts.js';
import { builtinPlugins } from './builtin-plugins.js';
import { evaluate, ExpressionError } from './calculator/evaluate.js';
import { addSpan, describeMoment, momentOf, parseMoment } from './date-time/moments.js';
import { timeZoneOf } from './date-time/time-zones.js';
import { readableText } from './fetch/readable-text.js';

test.each([
  ['12*7', 84],
  ['0.1 + 0.2', 0.3],
  ['2 + 3 * 4 - (5 - 6) / 2', 14.5],
  ['-2^2', -4],
  ['2^3^2', 512],
  ['2^-1', 0.5],
  ['15% of 80', 12],
  ['200 + 10%', 200.1],
  ['17 % 5', 2],
  ['17 mod 5', 2],
  ['3² × 2 ÷ 6', 3],
  ['round(19.99 * 1.19, 2)', 23.79],
  ['sqrt(max(4, 9, 16))', 4],
  ['log(8, 2)', 3],
  ['avg(1, 2, 6)', 3],
  ['1.5e3', 1500],
  ['2 * PI', 6.28318530717959],
])('%s is %d', (expression, value) => expect(evaluate(expression)).toBe(value));

test.each([
  ['1/0', 'not finite'],
  ['sqrt(-1)', 'no real value'],
  ['2 +', 'too early'],
  ['', 'empty'],
  ['process.exit(1)', 'Not understood'],
  ['constructor(1)', 'Unknown name'],
  ['__proto__', 'Not understood'],
  ['(1', 'Expected ")"'],
  ['1 2', 'Unexpected'],
  ['min()', 'takes 1 to 100'],
  [`${'('.repeat(200)}1${')'.repeat(200)}`, 'too deeply'],
  [`${'2^'.repeat(200)}1`, 'too deeply'],
  ['1'.repeat(1_001), 'at most'],
])('%s is refused', (expression, reason) => {
  expect(() => evaluate(expression)).toThrow(ExpressionError);
  expect(() => evaluate(expression)).toThrow(reason);
});

test('the schemas of built-in plugins are sound, and the calculator takes only what is to be calculated', () => {
  for (const { definition } of builtinPlugins) {
    for (const { inputSchema } of definition.manifest.tools)
      expect(soundObjectSchema(inputSchema, 'schema')).toMatchObject({ type: 'object' });
    if (definition.configSchema) soundObjectSchema(definition.configSchema, 'schema');
  }
  const [calculator] = builtinPlugins[0]!.definition.manifest.tools;
  const takes = (expression: string) => problemsOf(calculator!.inputSchema, { expression }).length === 0;
  expect(
    ['12*7', '15% of 80', 'sqrt(2)', '2^10 =', '-(3+4)', 'round(2.5)'].filter((one) => !takes(one)),
  ).toEqual([]);
  expect(['a warranty', 'the price of 3 trams', '112', 'in it for me'].filter(takes)).toEqual([]);
});

test('time zones are found by their names, by cities and by what people say', () => {
  expect(['Europe/Berlin', 'tokyo', 'New York', 'Munich', 'UTC', 'Sao Paulo'].map(timeZoneOf)).toEqual([
    ...['Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'UTC', 'America/Sao_Paulo'],
  ]);
  expect(timeZoneOf('Gotham')).toBeUndefined();
});

test('moments are told and read in a zone, also where clocks change', () => {
  const moment = Date.UTC(2026, 0, 15, 12, 5);
  expect(describeMoment(moment, 'Asia/Tokyo')).toEqual({
    ...{ timeZone: 'Asia/Tokyo', date: '2026-01-15', time: '21:05', weekday: 'Thursday' },
    ...{ iso: '2026-01-15T21:05:00+09:00', utcOffset: '+09:00' },
  });
  expect(describeMoment(moment, 'America/St_Johns').utcOffset).toBe('-03:30');
  const read = (text: string, zone = 'Europe/Berlin') => {
    const found = parseMoment(text, zone, moment);
    return found === undefined ? undefined : new Date(found).toISOString();
  };
  expect(read('2026-07-01T14:30')).toBe('2026-07-01T12:30:00.000Z');
  expect(read('2026-07-01T14:30+02:00', 'Asia/Tokyo')).toBe('2026-07-01T12:30:00.000Z');
  expect(read('2pm')).toBe('2026-01-15T13:00:00.000Z');
  expect(read('12 am')).toBe('2026-01-14T23:00:00.000Z');
  expect(read('2026-02-30')).toBeUndefined();
  expect(read('next year')).toBeUndefined();
  // 29 March 2026: clocks in Berlin go from 2 to 3.
  const gap = { year: 2026, month: 3, day: 29, hour: 2, minute: 30, second: 0 };
  expect(describeMoment(momentOf(gap, 'Europe/Berlin'), 'Europe/Berlin').time).toBe('03:30');
  const evening = parseMoment('2026-03-28T12:00', 'Europe/Berlin', moment)!;
  expect(describeMoment(addSpan(evening, { days: 1 }, 'Europe/Berlin'), 'Europe/Berlin').time).toBe('12:00');
  expect(describeMoment(addSpan(evening, { hours: 24 }, 'Europe/Berlin'), 'Europe/Berlin').time).toBe(
    '13:00',
  );
  const january = parseMoment('2028-01-31', 'UTC', moment)!;
  expect(describeMoment(addSpan(january, { months: 1 }, 'UTC'), 'UTC').date).toBe('2028-02-29');
  expect(describeMoment(addSpan(january, { months: -11 }, 'UTC'), 'UTC').date).toBe('2027-02-28');
});

test('hosts are listed exactly, with what is below them or with a port', () => {
  const listed = (url: string, ...hosts: string[]) => isListedHost(new URL(url), hosts);
  expect(listed('https://docs.example.org/a', 'DOCS.example.org')).toBe(true);
  expect(listed('https://example.org.evil.test/', 'example.org')).toBe(false);
  expect(listed('https://a.b.example.org/', '*.example.org')).toBe(true);
  expect(listed('https://example.org/', '*.example.org')).toBe(false);
  expect(listed('http://127.0.0.1:9000/', '127.0.0.1')).toBe(false);
  expect(listed('http://127.0.0.1:9000/', '127.0.0.1:9000')).toBe(true);
  expect(listed('https://example.org/', 'example.org:443')).toBe(true);
  expect(listed('https://user@example.org/', 'example.org')).toBe(true);
});

test('a page is its text, without furniture', () => {
  expect(
    readableText(
      '<title>Trams</title><nav>Menu</nav><main><h1>Lines</h1><p>Line 1 goes <a href="x">north</a>.</p><script>x()</script></main>',
    ),
  ).toEqual({ title: 'Trams', text: 'Lines\nLine 1 goes north.' });
});
