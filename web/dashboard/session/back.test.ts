import { expect, test } from '@jest/globals';
import { safeBack } from './back.js';

test.each(['/', '/bots?page=2&search=a%20b', '/bots/1/playground#end'])('%s is gone back to', (back) =>
  expect(safeBack(back)).toBe(back),
);

test.each([
  ...[
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
  ],
  ...['', 'bots', undefined, 7, '/..//evil.example'],
])('%j leads home', (back) => expect(safeBack(back)).toBe('/'));
