import { createHash } from 'node:crypto';
import { checkCollection } from '../check-collection.js';
import type { CollectionRef } from '../vector-store.js';

/**
 * The name of a collection's table (and of its folder, `<name>.lance`):
 * `<organisation>.<knowledge base>.g<generation>.<hash>`. The hash covers every part exactly, so that names
 * stay apart where the file system ignores case, and the model's name needs no escaping.
 *
 * @throws Error when an id could not be part of a file name, or a number is not a sensible one.
 */
export function tableName(collection: CollectionRef): string {
  checkCollection(collection);
  const { organizationId, knowledgeBaseId, generation, model, dimensions } = collection;
  const exact = [organizationId, knowledgeBaseId, generation, model, dimensions].join('\0');
  const hash = createHash('sha256').update(exact).digest('hex').slice(0, 16);
  return `${organizationId}.${knowledgeBaseId}.g${generation}.${hash}`;
}
