import { expect, test } from '@jest/globals';
import { isNarrowed, listSearch } from './list-search.js';

const read = listSearch({ sort: ['name', 'createdAt'], filters: { status: ['active', 'inactive'] } });

test('what the list knows is read', () => {
  const search = { page: 3, sort: 'name:desc', search: 'support', status: 'active' };
  expect(read(search)).toEqual(search);
  expect(read({ page: '2', search: 42 })).toEqual({ page: 2, search: '42' });
});

test('what it does not know is left out, so that an old bookmark opens', () => {
  expect(
    read({ page: -1, sort: 'price:asc', search: '  ', status: 'gone', utm: 'x', __proto__: { page: 9 } }),
  ).toEqual({});
  expect(read({ page: 1 })).toEqual({});
  expect(read({ page: 1e9, search: {} })).toEqual({});
});

test('a page or an order is no narrowing', () => {
  expect(isNarrowed(read({ page: 2, sort: 'name:asc' }))).toBe(false);
  expect(isNarrowed(read({ status: 'active' }))).toBe(true);
});
