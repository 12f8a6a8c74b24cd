import { checkCollection } from './check-collection.js';
import { checkPoints, checkVector } from './check-points.js';
import { checkServer } from './qdrant/check-server.js';
import { connectQdrant, type QdrantConnectionOptions } from './qdrant/connection.js';
import { describeFailure } from './qdrant/failures.js';
import { readItems } from './qdrant/items.js';
import type { Quantization } from './qdrant/layout.js';
import { readPoints, readVectors } from './qdrant/read.js';
import { createReader } from './qdrant/reader.js';
import { searchDense, searchHybrid, searchLexical } from './qdrant/search.js';
import { countPoints, termStatistics } from './qdrant/statistics.js';
import { createQdrantWriter, type QdrantWriter } from './qdrant/writer.js';
import type { CollectionRef, VectorStore } from './vector-store.js';

export interface QdrantStoreOptions extends QdrantConnectionOptions {
  /** True in the processes that write; elsewhere every write rejects. */
  writer: boolean;
  /** What the names of this installation's collections begin with. */
  prefix?: string;
  /** Milliseconds that a server which does not answer yet is waited for. */
  patienceMs?: number;
  /** Takes effect for collections that are made from now on. */
  quantization?: Quantization;
}

/**
 * The vector store for production: a Qdrant server. One collection for each embedding model holds the points of all
 * organisations, apart by filters that every request starts from; the server finds candidates, the scores are exact.
 * @throws Error naming `QDRANT_URL` or `QDRANT_API_KEY` when the server cannot be used.
 */
export async function createQdrantStore({
  writer: mayWrite,
  prefix = 'knowledge',
  quantization = 'none',
  patienceMs = 20_000,
  ...options
}: QdrantStoreOptions): Promise<VectorStore> {
  const connection = connectQdrant(options);
  const { version, ownIdf } = await checkServer(connection, patienceMs);
  const reader = createReader(connection, { prefix, quantization, ownIdf });
  const writer = mayWrite ? createQdrantWriter(connection, { prefix, quantization }) : undefined;
  let closing: Promise<void> | undefined;

  const assertOpen = (): void => {
    if (closing) throw new Error('The vector store is closed');
  };
  const writing = (): QdrantWriter => {
    assertOpen();
    if (!writer) throw new Error('This process only reads the vector store; the worker writes it');
    return writer;
  };
  const reading = (collection: CollectionRef): typeof reader => {
    assertOpen();
    checkCollection(collection);
    return reader;
  };

  return {
    engine: `Qdrant ${version}`,
    async upsert(collection, points) {
      checkCollection(collection);
      checkPoints(collection, points);
      const to = writing();
      if (points.length > 0) await to.upsert(collection, points);
    },
    async deleteItems(collection, items) {
      const from = writing();
      if (items.length > 0) await from.deleteItems(collection, items);
    },
    async deleteCollection(collection) {
      await writing().drop(collection);
    },
    /** The server's optimizers run by themselves; nothing waits for a job's end. */
    async optimize(collection) {
      writing();
      checkCollection(collection);
    },
    async searchDense(collection, vector, search) {
      checkVector(vector, collection.dimensions, 'The query');
      const from = reading(collection);
      return search.limit < 1 ? [] : searchDense(from, collection, vector, search);
    },
    async searchLexical(collection, terms, search) {
      const from = reading(collection);
      return terms.length === 0 || search.limit < 1 ? [] : searchLexical(from, collection, terms, search);
    },
    async searchHybrid(collection, query, search) {
      if (query.vector) checkVector(query.vector, collection.dimensions, 'The query');
      const from = reading(collection);
      if (search.limit < 1) {
        const statistics = await termStatistics(from, collection, query.terms);
        return { dense: [], lexical: [], cosines: new Map(), statistics };
      }
      return searchHybrid(from, collection, query, search);
    },
    async termStatistics(collection, terms) {
      return termStatistics(reading(collection), collection, terms);
    },
    async vectors(collection, ids) {
      return readVectors(reading(collection), collection, ids);
    },
    async count(collection) {
      return countPoints(reading(collection), collection);
    },
    items: (collection) => readItems(reading(collection), collection),
    points: (collection) => readPoints(reading(collection), collection),
    async ping() {
      assertOpen();
      await connection
        .read((client) => client.getCollections())
        .catch((error: unknown) => {
          throw new Error(describeFailure(error, connection.address), { cause: error });
        });
    },
    close() {
      closing ??= writer?.close() ?? Promise.resolve();
      return closing;
    },
  };
}
