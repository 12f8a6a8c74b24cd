import { expect, test } from '@jest/globals';
import { extractJson, extractJsonLines, looksLikeJsonLines } from './extract-json.js';

const blocksOf = (value: unknown) => extractJson(JSON.stringify(value));

test('an object becomes lines of path and value', () => {
  expect(
    blocksOf({ name: 'Pump', price: { net: 3, tax: 0.5 }, tags: ['red', 'loud'], gone: null, empty: '' }),
  ).toEqual([{ kind: 'lines', text: 'name: Pump\nprice.net: 3\nprice.tax: 0.5\ntags: red, loud' }]);
});

test('each record of a list is a block', () => {
  expect(blocksOf([{ id: 1, at: { town: 'Oslo' } }, { id: 2 }])).toEqual([
    { kind: 'lines', text: 'id: 1\nat.town: Oslo' },
    { kind: 'lines', text: 'id: 2' },
  ]);
});

test('lists of records inside stand below their path', () => {
  expect(blocksOf({ shop: 'North', stock: { parts: [{ name: 'Pump' }, { name: 'Valve' }] } })).toEqual([
    { kind: 'lines', text: 'shop: North' },
    { kind: 'heading', level: 2, text: 'stock.parts' },
    { kind: 'lines', text: 'name: Pump' },
    { kind: 'lines', text: 'name: Valve' },
  ]);
});

test('questions with answers are questions', () => {
  expect(blocksOf({ faq: [{ question: 'How long? ', answer: 'Two years.', topic: 'x' }] })).toEqual([
    { kind: 'heading', level: 1, text: 'faq' },
    { kind: 'question', question: 'How long?', answer: 'Two years.\ntopic: x' },
  ]);
});

test('mixed lists are numbered, plain values stand alone', () => {
  expect(blocksOf({ steps: ['open', { do: 'close' }, ['a', 'b']] })).toEqual([
    { kind: 'lines', text: 'steps[1]: open\nsteps[2].do: close\nsteps[3]: a, b' },
  ]);
  expect(blocksOf('text')).toEqual([{ kind: 'lines', text: 'text' }]);
  expect(blocksOf({})).toEqual([]);
});

test('broken JSON is refused with its line, a broken line of JSON Lines with its number', () => {
  expect(() => extractJson('{\n "a": 1\n "b": 2\n}')).toThrow(
    "The file is not valid JSON: Expected ',' or '}' after property value on line 3",
  );
  expect(() => extractJson('{"a": }')).toThrow("The file is not valid JSON: Unexpected token '}'");
  expect(() => extractJsonLines('{"a":1}\n\n{"b":\n{"c":3}')).toThrow(/^Line 3 is not valid JSON/);
  expect(extractJsonLines('{"a":1}\n\n{"b":2}\n')).toEqual([
    { kind: 'lines', text: 'a: 1' },
    { kind: 'lines', text: 'b: 2' },
  ]);
});

test('what is nested without end is refused, not followed', () => {
  const deep = (levels: number) => '[{"a":'.repeat(levels) + '1' + '}]'.repeat(levels);
  expect(() => extractJson(deep(5_000))).toThrow('nested more than 100 levels');
  expect(() => extractJson('['.repeat(20_000) + ']'.repeat(20_000))).toThrow('nested more than 100 levels');
  expect(extractJson(deep(20))).not.toEqual([]);
});

test('several records without a list around them are JSON Lines', () => {
  expect(looksLikeJsonLines('{"a":1}\n{"b":2}')).toBe(true);
  expect(looksLikeJsonLines('{\n"a":1}')).toBe(false);
  expect(looksLikeJsonLines('{"a":1}\n')).toBe(false);
});
