import { expect, test } from '@jest/globals';
import type { AppError } from '../../../platform/errors/app-error.js';
import { soundObjectSchema, soundSchema } from './sound-schema.js';
import { problemsOf, withDefaults } from './validator.js';

const refusal = (schema: unknown): string => {
  try {
    soundSchema(schema, 'body.configSchema');
  } catch (error) {
    return (error as AppError).message;
  }
  throw new Error('was not refused');
};

test('references are put in place, and circles end', () => {
  const schema = soundSchema(
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        home: { $ref: '#/$defs/address', description: 'Where one lives' },
        tree: { $ref: '#/$defs/node' },
      },
      $defs: {
        address: { type: 'object', properties: { 'a/b': { type: 'string' } }, required: ['a/b'] },
        node: {
          type: 'object',
          properties: { children: { type: 'array', items: { $ref: '#/$defs/node' } } },
        },
      },
    },
    'schema',
  );
  expect(JSON.stringify(schema)).not.toContain('$ref');
  expect(problemsOf(schema, { home: {} })).toEqual([
    { path: 'home', message: "must have required property 'a/b'" },
  ]);
  expect(problemsOf(schema, { tree: { children: [{ children: 'anything below a circle' }] } })).toEqual([]);
  expect(problemsOf(schema, { tree: { children: 'no list' } })).toHaveLength(1);
});

test('older drafts and OpenAPI 3.0 mean what they meant', () => {
  const schema = soundSchema(
    {
      type: 'object',
      properties: {
        age: { type: 'integer', minimum: 0, exclusiveMinimum: true, nullable: true },
        pair: { type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false },
        hint: { type: 'string', 'x-internal': true, example: 'x' },
      },
    },
    'schema',
  );
  expect(problemsOf(schema, { age: null, pair: ['a', 1] })).toEqual([]);
  expect(problemsOf(schema, { age: 0 })).toHaveLength(1);
  expect(problemsOf(schema, { pair: ['a', 1, 2] })).toHaveLength(1);
  expect(JSON.stringify(schema)).not.toContain('x-internal');
});

test('defaults are filled in, the given value stays as it was', () => {
  const schema = soundObjectSchema(
    {
      properties: {
        unit: { enum: ['c', 'f'], default: 'c' },
        days: { type: 'integer', default: 3, maximum: 7 },
      },
    },
    'schema',
  );
  const given = { days: 5 };
  expect(withDefaults(schema, given)).toEqual({ value: { unit: 'c', days: 5 }, problems: [] });
  expect(given).toEqual({ days: 5 });
  expect(withDefaults(schema, { unit: 'k' }).problems[0]?.message).toContain('["c","f"]');
});

test.each([
  ['no schema', 'text', 'expected a JSON Schema'],
  ['another host', { $ref: 'https://example.org/schema.json' }, 'inside the document'],
  ['nothing', { $ref: '#/$defs/none' }, 'there is nothing'],
  ['a wrong keyword', { type: 'text' }, 'is not what type may be'],
  ['a prototype', JSON.parse('{"properties":{"__proto__":{}}}'), 'cannot be a name'],
  ['a lookahead', { type: 'string', pattern: '^(?=a)a' }, 'the pattern cannot be used'],
  ['a backreference', { patternProperties: { '(a)\\1': {} } }, 'the pattern cannot be used'],
  ['a long pattern', { pattern: 'a'.repeat(501) }, '500 characters'],
  ['depth', nested(40), 'deeper than 32'],
])('%s is refused', (_, schema, reason) => expect(refusal(schema)).toContain(reason));

test('references that multiply are refused instead of unfolded', () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [
      `d${at}`,
      { allOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
    ]),
  );
  expect(refusal({ $ref: '#/$defs/d0', $defs: { ...$defs, d12: {} } })).toContain('more than 1000 parts');
});

test('a pattern that takes for ever elsewhere is matched at once', () => {
  const schema = soundSchema({ type: 'string', pattern: '^(a+)+$' }, 'schema');
  expect(problemsOf(schema, `${'a'.repeat(30_000)}!`)).toHaveLength(1);
});

test('patterns of others that cannot be matched are left to them', () => {
  const schema = soundSchema({ type: 'string', pattern: '^(?=a)a', minLength: 2 }, 'schema', {
    patterns: 'dropped',
  });
  expect(schema).toEqual({ type: 'string', minLength: 2 });
});

function nested(depth: number): object {
  return depth === 0 ? {} : { properties: { a: nested(depth - 1) } };
}
