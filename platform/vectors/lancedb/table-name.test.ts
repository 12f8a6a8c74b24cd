import { describe, expect, test } from '@jest/globals';
import { newCollection } from '../contract-fixtures.js';
import { tableName } from './table-name.js';

describe('the name of a table', () => {
  const collection = newCollection({ organizationId: 'org', knowledgeBaseId: 'kb', generation: 3 });

  test('is readable, and the same for the same collection', () => {
    expect(tableName(collection)).toMatch(/^org\.kb\.g3\.[0-9a-f]{16}$/);
    expect(tableName({ ...collection })).toBe(tableName(collection));
  });

  test('differs with every part, also where a file system ignores case', () => {
    const names = [
      collection,
      { ...collection, organizationId: 'Org' },
      { ...collection, knowledgeBaseId: 'KB' },
      { ...collection, generation: 4 },
      { ...collection, model: 'test/Model:v1' },
      { ...collection, dimensions: 33 },
    ].map((ref) => tableName(ref).toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(['', '.', '..', '../x', 'a/b', 'a\\b', 'a.b', 'a\0', 'a b', 'ä', 'x'.repeat(65)])(
    'is never made of %j',
    (id) => {
      expect(() => tableName({ ...collection, organizationId: id })).toThrow('Not an id');
      expect(() => tableName({ ...collection, knowledgeBaseId: id })).toThrow('Not an id');
    },
  );

  test.each([-1, 1.5, NaN, Infinity])('is never made of generation %d', (generation) => {
    expect(() => tableName({ ...collection, generation })).toThrow('Not a generation');
    expect(() => tableName({ ...collection, dimensions: generation })).toThrow('Not a number of dimensions');
  });
});
