import { collectionsOfMessages, type MessageIndexDocument } from '../../insights/index.js';
import { collectionsOf, type KnowledgeBaseDocument } from '../../knowledge/index.js';
import type { CollectionRef, VectorStore } from '../../platform/vectors/vector-store.js';
import type { Snapshot } from '../backup.model.js';
import type { Sized } from './plan-documents.js';
import { readAt } from './snapshot.js';

/** Ids, tags and terms beside the numbers of a vector. */
const bytesBeside = 600;

/** Everywhere that the documents of that moment say points are, in shares of about so many bytes. */
export async function* planPoints({
  snapshot,
  vectors,
  partBytes,
}: {
  snapshot: Snapshot;
  vectors: VectorStore;
  partBytes: number;
}): AsyncGenerator<Sized> {
  for await (const collection of collectionsAt(snapshot)) {
    const bytes = (await vectors.count(collection)) * (collection.dimensions * 4 + bytesBeside);
    const shares = Math.ceil(bytes / partBytes);
    for (let share = 0; share < shares; share++)
      yield { source: { kind: 'points', collection, share, shares }, bytes: Math.ceil(bytes / shares) };
  }
}

async function* collectionsAt(snapshot: Snapshot): AsyncGenerator<CollectionRef> {
  for await (const base of readAt<KnowledgeBaseDocument>(snapshot, { find: 'knowledgeBases' }))
    yield* collectionsOf(base);
  for await (const index of readAt<MessageIndexDocument>(snapshot, { find: 'messageIndexes' }))
    yield* collectionsOfMessages(index);
}
