import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOpenApi } from '../../helpers/openapi.js';
import { findBreaks } from './compare-documents.js';
import type { Document } from './document.js';

const baseline = join(import.meta.dirname, '../openapi-v1.json');

/** What was published stays: clients of version 1 go on working. Additions are kept with `npm run api:accept`. */
test('nothing that a client of version 1 depends on has vanished or narrowed', async () => {
  const before = JSON.parse(await readFile(baseline, 'utf8')) as Document;
  const now: unknown = await readOpenApi();
  expect(Object.keys(before.paths).length).toBeGreaterThan(100);
  expect(findBreaks(before, now as Document)).toEqual([]);
});
