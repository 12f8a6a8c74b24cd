import { describe, test } from '@jest/globals';
import { canRunQdrantShim } from './qdrant-shim.js';

/** `describe` for tests that need the double; skipped, and named, where its engine cannot be had. */
export async function describeWithQdrant(name: string, tests: () => void): Promise<void> {
  if (await canRunQdrantShim()) describe(name, tests);
  else test.skip(`${name}: Qdrant's engine is neither cached nor to be fetched`, () => undefined);
}
