import { expect, test } from '@jest/globals';
import { canonical } from './content-hash.js';
import { differencesOf } from './differences.js';

test('the order of fields makes no difference, nor does a field that is undefined', () => {
  expect(canonical({ b: 1, a: { d: [1, null], c: undefined } })).toBe('{"a":{"d":[1,null]},"b":1}');
  expect(differencesOf({ a: 1, b: { c: 2 } }, { b: { c: 2 }, a: 1 })).toEqual([]);
});

test('a difference is told where it is', () => {
  const a = { model: { name: 'x', temperature: 0 }, instructions: 'Be brief.' };
  const b = { model: { name: 'x', temperature: 1, maxTokens: 5 }, instructions: null };
  expect(differencesOf(a, b)).toEqual([
    { path: 'instructions', a: 'Be brief.', b: null },
    { path: 'model.maxTokens', a: null, b: 5 },
    { path: 'model.temperature', a: 0, b: 1 },
  ]);
});

test('things with names are compared by their names, not by their places', () => {
  const warm = { name: 'warm', value: 0.5 };
  const a = { personality: { traits: [{ name: 'curious', value: 1 }, warm] } };
  const b = { personality: { traits: [warm, { name: 'curious', value: 0 }, { name: 'shy', value: 1 }] } };
  expect(differencesOf(a, b)).toEqual([
    { path: 'personality.traits.curious.value', a: 1, b: 0 },
    { path: 'personality.traits.shy', a: null, b: { name: 'shy', value: 1 } },
  ]);
});

test('other lists and things that are not there are compared as a whole', () => {
  expect(
    differencesOf({ examples: ['a'], personality: null }, { examples: ['b'], personality: { x: 1 } }),
  ).toEqual([
    { path: 'examples', a: ['a'], b: ['b'] },
    { path: 'personality', a: null, b: { x: 1 } },
  ]);
});
