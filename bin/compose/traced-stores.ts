import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { Telemetry } from '../../platform/telemetry/start-telemetry.js';
import { traced } from '../../platform/telemetry/traced.js';
import type { CollectionRef, VectorStore } from '../../platform/vectors/vector-store.js';

/** The vector store with a span for each search and write, when there are traces. */
export const tracedVectors = (store: VectorStore, { enabled }: Telemetry): VectorStore => {
  if (!enabled) return store;
  const system = store.engine.startsWith('Qdrant') ? 'qdrant' : 'lancedb';
  return traced(store, {
    prefix: 'vectors',
    methods: [
      'upsert',
      'deleteItems',
      'deleteCollection',
      'searchHybrid',
      'searchDense',
      'searchLexical',
      'optimize',
    ],
    describe: (collection) => ({
      'db.system.name': system,
      'db.collection.name': (collection as CollectionRef).knowledgeBaseId,
    }),
  });
};

/** The store of originals with a span for each file, when there are traces. */
export const tracedBlobs = (store: BlobStore, { enabled }: Telemetry): BlobStore =>
  enabled
    ? traced(store, {
        prefix: 'blobs',
        methods: ['putFile', 'putBytes', 'path', 'deleteUnless', 'deleteOrganization'],
        describe: () => ({}),
      })
    : store;
