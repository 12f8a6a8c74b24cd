import { expect, test } from '@jest/globals';
import { findEntities } from './find-entities.js';
import { learnEntities, shapeOf } from './learn-entities.js';

const marked = (input: string, part: string, type: string, value = part) => {
  const start = input.indexOf(part);
  return { input, entities: [{ start, end: start + part.length, type, value }] };
};
const found = (patterns: ReturnType<typeof learnEntities>, message: string) =>
  findEntities(patterns, message).map(({ type, value, span }) => [type, value, message.slice(...span)]);

test.each([
  ['AB-1234', ['XY-9876', 'zz-0000'], ['AB-123', 'ABC-1234', 'AB_1234']],
  ['42', ['7', '123'], ['12345', '4x']],
  ['12345678', ['87654321'], ['1234567']],
  ['me@example.org', ['a.b+c@shop.example.com'], ['a@b', '@example.org']],
  ['2026-01-31', ['1999-12-01'], ['2026-01']],
  ['[A.1]', ['[B.2]'], ['(A.1)', 'A.1']],
  ['gate 12', ['gate 34'], ['door 34']],
])('the shape of %s', (written, same, others) => {
  const patterns = learnEntities([marked(`See ${written} now`, written, 'thing')]);
  for (const one of same) expect(found(patterns, `Look at ${one}, please`)).toEqual([['thing', one, one]]);
  for (const one of others) expect(found(patterns, `Look at ${one} please`)).toEqual([]);
});

test('ordinary words have no shape, and are found as names with what they stand for', () => {
  expect(shapeOf('Lisbon')).toBeNull();
  const patterns = learnEntities([
    marked('Fly to the Big Apple', 'Big Apple', 'city', 'New York'),
    marked('Fly to York', 'York', 'city'),
  ]);
  expect(found(patterns, 'from YORK to the big  apple!')).toEqual([
    ['city', 'York', 'YORK'],
    ['city', 'New York', 'big  apple'],
  ]);
  expect(found(patterns, 'Yorkshire')).toEqual([]);
});

test('of overlapping ones the longest is taken', () => {
  const patterns = learnEntities([
    marked('number 12', '12', 'number'),
    marked('order AB-12', 'AB-12', 'order'),
  ]);
  expect(found(patterns, 'order XY-34 of 5')).toEqual([
    ['order', 'XY-34', 'XY-34'],
    ['number', '5', '5'],
  ]);
});
