import { expect, test } from '@jest/globals';
import { defaultsOf, kindOf, labelOf, type FieldSchema } from './schema-kind.js';

const cases: [FieldSchema, string][] = [
  [{ type: 'string' }, 'text'],
  [{ type: ['string', 'null'] }, 'text'],
  [{ type: 'string', maxLength: 5_000 }, 'long-text'],
  [{ type: 'string', writeOnly: true }, 'secret'],
  [{ type: 'string', format: 'password' }, 'secret'],
  [{ type: 'string', enum: ['a', 'b'] }, 'choice'],
  [{ type: 'integer' }, 'integer'],
  [{ type: 'number' }, 'number'],
  [{ type: 'boolean' }, 'switch'],
  [{ type: 'array', items: { type: 'string' } }, 'texts'],
  [{ type: 'array', items: { type: 'string', enum: ['a'] } }, 'choices'],
  [{ type: 'array', items: { type: 'object' } }, 'json'],
  [{ type: 'object', properties: { a: { type: 'string' } } }, 'group'],
  [{ type: 'object' }, 'json'],
  [{ enum: [1, 'a'] }, 'json'],
  [{}, 'json'],
];

test.each(cases)('%j gets a field of the kind %s', (schema, kind) => expect(kindOf(schema)).toBe(kind));

test('a name is made readable where there is no title', () => {
  expect(labelOf('apiKey', {})).toBe('Api key');
  expect(labelOf('base_url', {})).toBe('Base url');
  expect(labelOf('x', { title: 'The X' })).toBe('The X');
});

test('defaults are found at every depth, and nothing else is filled in', () => {
  const schema: FieldSchema = {
    properties: {
      unit: { type: 'string', default: 'metric' },
      off: { type: 'boolean', default: false },
      key: { type: 'string' },
      server: { type: 'object', properties: { port: { type: 'integer', default: 80 } } },
      empty: { type: 'object', properties: { a: { type: 'string' } } },
    },
  };
  expect(defaultsOf(schema)).toEqual({ unit: 'metric', off: false, server: { port: 80 } });
});
