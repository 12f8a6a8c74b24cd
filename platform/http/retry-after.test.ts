import { expect, test } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const now = Date.parse('2026-11-02T12:00:00Z');

test.each([
  [{ 'retry-after': '20' }, 20_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Mon, 02 Nov 2026 12:04:00 GMT' }, 240_000],
  [{ 'retry-after': 'Mon, 02 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '150', 'retry-after': '1' }, 150],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
  [{}, undefined],
])('%j asks for %p ms', (headers: Record<string, string>, expected) => {
  expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
});
