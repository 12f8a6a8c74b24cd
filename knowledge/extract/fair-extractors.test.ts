import { expect, test } from '@jest/globals';
import { setImmediate as settled } from 'node:timers/promises';
import type { Extractor } from './extractor.js';
import { createFairExtractors } from './fair-extractors.js';

test('hard documents of one organisation do not keep those of another waiting', async () => {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const create = (): Extractor => ({
    extract: ({ path }) =>
      new Promise((resolve) => {
        begun.push(path);
        ends.set(path, () => resolve({ type: 'text', blocks: [], warnings: [] }));
      }),
    close: async () => undefined,
  });
  const extractors = createFairExtractors({ processes: 2, create });
  const read = (organization: string, path: string) =>
    extractors.of(organization).extract({ path, type: 'text' });
  const large = [1, 2, 3].map((n) => read('large', `large ${n}`));
  const small = read('small', 'small');
  await settled();
  expect(begun).toEqual(['large 1', 'small']);
  ends.get('small')!();
  await small;
  await settled();
  expect(begun).toEqual(['large 1', 'small']);
  for (const [index, one] of large.entries()) {
    ends.get(`large ${index + 1}`)!();
    await one;
    await settled();
  }
  expect(begun).toEqual(['large 1', 'small', 'large 2', 'large 3']);
});
