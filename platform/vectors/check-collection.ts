import type { CollectionRef } from './vector-store.js';

/** What an id may look like inside a file name: no separators, no dots, nothing a path could be built from. */
const safeId = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws Error when an id could not be part of a name, or a number is not a sensible one. */
export function checkCollection({
  organizationId,
  knowledgeBaseId,
  generation,
  dimensions,
}: CollectionRef): void {
  for (const id of [organizationId, knowledgeBaseId]) {
    if (!safeId.test(id)) throw new Error(`Not an id of a vector collection: ${JSON.stringify(id)}`);
  }
  if (!Number.isSafeInteger(generation) || generation < 0) {
    throw new Error(`Not a generation of a vector collection: ${generation}`);
  }
  if (!Number.isSafeInteger(dimensions) || dimensions < 1) {
    throw new Error(`Not a number of dimensions: ${dimensions}`);
  }
}
