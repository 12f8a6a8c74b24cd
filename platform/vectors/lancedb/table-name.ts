import { createHash } from 'node:crypto';
import type { CollectionRef } from '../vector-store.js';

/** What an id may look like inside a file name: no separators, no dots, nothing a path could be built from. */
const safeId = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The name of a collection's table (and of its folder, `<name>.lance`):
 * `<organisation>.<knowledge base>.g<generation>.<hash>`. The hash covers every part exactly, so that names
 * stay apart where the file system ignores case, and the model's name needs no escaping.
 *
 * @throws Error when an id could not be part of a file name, or a number is not a sensible one.
 */
export function tableName({
  organizationId,
  knowledgeBaseId,
  generation,
  model,
  dimensions,
}: CollectionRef): string {
  for (const id of [organizationId, knowledgeBaseId]) {
    if (!safeId.test(id)) throw new Error(`Not an id of a vector collection: ${JSON.stringify(id)}`);
  }
  if (!Number.isSafeInteger(generation) || generation < 0) {
    throw new Error(`Not a generation of a vector collection: ${generation}`);
  }
  if (!Number.isSafeInteger(dimensions) || dimensions < 1) {
    throw new Error(`Not a number of dimensions: ${dimensions}`);
  }
  const exact = [organizationId, knowledgeBaseId, generation, model, dimensions].join('\0');
  const hash = createHash('sha256').update(exact).digest('hex').slice(0, 16);
  return `${organizationId}.${knowledgeBaseId}.g${generation}.${hash}`;
}
