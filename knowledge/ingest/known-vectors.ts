import type { CollectionRef, VectorStore } from '../../platform/vectors/vector-store.js';
import { chunkRepository } from '../chunks/chunk.repository.js';

export interface Known {
  vector: Float32Array;
  /** Packed vectors of its sentences. */
  sentences: Buffer | undefined;
}

export interface PassageOfItem {
  itemId: string;
  /** Digest of what is embedded. */
  passage: string;
}

/**
 * Vectors that are stored already, by digest of what was embedded: a passage that an update left as it is costs
 * nothing, nor does one that an interrupted attempt had stored. The collections are asked one after the other.
 */
export async function knownVectors(
  passages: PassageOfItem[],
  collections: CollectionRef[],
  vectors: VectorStore,
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const collection of collections) {
    const missing = passages.filter(({ passage }) => !known.has(passage));
    for (const [passage, one] of await knownIn(collection, missing, vectors)) known.set(passage, one);
  }
  return known;
}

async function knownIn(
  collection: CollectionRef,
  passages: PassageOfItem[],
  vectors: VectorStore,
): Promise<Map<string, Known>> {
  const { organizationId, generation } = collection;
  const wanted = new Map<string, string[]>();
  for (const { itemId, passage } of passages) wanted.set(itemId, [...(wanted.get(itemId) ?? []), passage]);
  const chunks: { _id: string; passage: string; sentences: Buffer | undefined }[] = [];
  for (const [itemId, digests] of wanted)
    chunks.push(...(await chunkRepository.withPassages(organizationId, { itemId, generation }, digests)));
  if (chunks.length === 0) return new Map();
  const stored = await vectors.vectors(
    collection,
    chunks.map(({ _id }) => _id),
  );
  return new Map(
    chunks.flatMap(({ _id, passage, sentences }): [string, Known][] => {
      const vector = stored.get(_id);
      return vector ? [[passage, { vector, sentences }]] : [];
    }),
  );
}
