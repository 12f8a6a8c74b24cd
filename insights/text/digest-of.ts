import { createHash } from 'node:crypto';
import { createPauses } from './pause.js';

/** Stands for a long list in a key: the same values in the same order, and no others, have it. Others have their turn meanwhile. */
export async function digestOf(values: readonly unknown[]): Promise<string> {
  const hash = createHash('sha256');
  const pause = createPauses();
  for (const value of values) {
    hash.update(`${JSON.stringify(value)}\n`);
    await pause();
  }
  return hash.digest('base64url');
}
