import { describe, expect, test } from '@jest/globals';
import { findEntities } from './find-entities.js';
import { topicsOf } from './find-topics.js';

describe('entities of a message', () => {
  test.each([
    ['en', 'My name is Ada Lovelace.', [['name', 'Ada Lovelace']]],
    ['de', 'Ich heiße Ada Lovelace und wohne hier.', [['name', 'Ada Lovelace']]],
    ['es', 'Hola, me llamo Ada Lovelace.', [['name', 'Ada Lovelace']]],
    ['fr', 'Bonjour, je m’appelle Ada Lovelace.', [['name', 'Ada Lovelace']]],
    ['en', 'Write to Ada.L@Example.org please', [['email', 'Ada.L@Example.org', 'ada.l@example.org']]],
    ['en', 'Call +41 44 123 45 67 today', [['phone', '+41 44 123 45 67', '+41441234567']]],
    ['en', 'See https://example.org/a?b=1.', [['url', 'https://example.org/a?b=1']]],
    ['en', 'I ordered on 2026-03-01.', [['date', '2026-03-01']]],
    ['de', 'Bestellt am 1.3.2026.', [['date', '1.3.2026', '2026-03-01']]],
    ['en', 'I paid $1,250.50 for that', [['amount', '$1,250.50', '1250.50 USD']]],
    ['de', 'Ich habe 12,50 € bezahlt', [['amount', '12,50 €', '12.50 EUR']]],
    ['en', 'my order number is a-4711', [['order', 'a-4711', 'A-4711']]],
    ['en', 'Where is order #4711?', [['order', '4711']]],
    ['en', 'does the X200 have one', [['product', 'X200']]],
    ['en', 'hello, how are you', []],
    ['en', 'in 30 days or 2 weeks', []],
  ])('%s: %s', (language, message, expected) => {
    const found = findEntities(message, language);
    expect(
      found.map(({ type, value, normalized }) => [type, value, ...(normalized ? [normalized] : [])]),
    ).toEqual(expected);
    for (const { value, span } of found) expect(message.slice(...span)).toBe(value);
  });

  test('people and places of English texts', () => {
    const found = findEntities('I met Grace Hopper in Berlin.', 'en');
    expect(found.map(({ type, value }) => [type, value])).toEqual([
      ['person', 'Grace Hopper'],
      ['place', 'Berlin'],
    ]);
  });

  test('a hostile message takes no time', () => {
    const begun = performance.now();
    for (const text of [
      '1 '.repeat(2_000),
      'a@'.repeat(2_000),
      'A-1'.repeat(1_300),
      'Order '.repeat(700),
      `${'A'.repeat(4_000)}`,
      'Aa '.repeat(1_300),
      'a.'.repeat(2_000),
    ]) {
      findEntities(text, 'en');
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

test.each([
  ['en', 'How long is the guarantee of the X200 pump?', ['guarantee', 'X200 pump']],
  ['en', 'Which payment methods do you accept?', ['payment method']],
  ['en', 'Hello!', []],
  ['de', 'Wie lange gilt die Garantie für Pumpen?', ['Garantie', 'Pumpen']],
])('topics, %s: %s', (language, question, expected) => {
  expect(topicsOf(question, language)).toEqual(expected);
});
