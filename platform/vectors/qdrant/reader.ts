import type { QdrantClient } from '@qdrant/js-client-rest';
import type { CollectionRef } from '../vector-store.js';
import type { QdrantConnection } from './connection.js';
import { toAppError } from './failures.js';
import { collectionAlias, hasStatus, type Quantization } from './layout.js';

/** What the parts of the store that read stand on. */
export interface QdrantReader {
  /** `undefined` when nothing was ever stored under this model. @throws AppError SERVICE_UNAVAILABLE */
  read<T>(
    collection: CollectionRef,
    work: (client: QdrantClient, alias: string) => Promise<T>,
  ): Promise<T | undefined>;
  quantization: Quantization;
  /** Whether the server counts a term's IDF within the knowledge base when it is asked to (since 1.19). */
  ownIdf: boolean;
}

export const createReader = (
  connection: QdrantConnection,
  { prefix, ...features }: { prefix: string; quantization: Quantization; ownIdf: boolean },
): QdrantReader => ({
  ...features,
  async read(collection, work) {
    const alias = collectionAlias(prefix, collection);
    try {
      return await connection.read((client) => work(client, alias));
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw toAppError(error, connection.address);
    }
  },
});
