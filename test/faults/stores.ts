import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import type { KnowledgeBaseDocument } from '../../knowledge/index.js';
import type { CollectionRef, VectorStore } from '../../platform/vectors/vector-store.js';
import { createLanceStore } from '../../platform/vectors/lancedb.store.js';

interface StoredItem {
  _id: string;
  status: string;
  error: string | null;
  activeRevision: number | null;
  activeChunks: number | null;
}
type Base = Pick<KnowledgeBaseDocument, '_id' | 'organizationId' | 'generation' | 'embedding'>;

/** What a platform has stored, looked at past its API. */
export interface Stores {
  db: mongo.Db;
  vectors: VectorStore;
  /** The port of a service: `mongod`, `valkey`, `temporal`, `temporal-ui`. */
  ports: Record<string, number>;
  collectionOf(knowledgeBaseId: string): Promise<CollectionRef>;
  itemsOf(knowledgeBaseId: string): Promise<StoredItem[]>;
  chunkIdsOf(knowledgeBaseId: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens the stores of a running platform for reading; its vectors are LanceDB's unless another store is given. */
export async function openStores(dataDir: string, opened?: VectorStore): Promise<Stores> {
  const ports = JSON.parse(await readFile(join(dataDir, 'services', 'ports.json'), 'utf8')) as Record<
    string,
    number
  >;
  const mongoUrl = `mongodb://127.0.0.1:${ports.mongod}/platform?replicaSet=rs0`;
  return openStoresAt({ mongoUrl, dataDir, ports, opened });
}

/** The same where they lie, as those of an installation beside the shared platform do. */
export async function openStoresAt({
  mongoUrl,
  dataDir,
  ports = {},
  opened,
}: {
  mongoUrl: string;
  dataDir: string;
  ports?: Record<string, number>;
  opened?: VectorStore;
}): Promise<Stores> {
  const client = await new mongo.MongoClient(mongoUrl).connect();
  const vectors = opened ?? (await createLanceStore({ directory: join(dataDir, 'vectors'), writer: false }));
  return storesOver({ db: client.db(), vectors, ports }, () => client.close());
}

function storesOver(
  { db, vectors, ports }: Pick<Stores, 'db' | 'vectors' | 'ports'>,
  disconnect: () => Promise<void>,
): Stores {
  return {
    db,
    vectors,
    ports,
    async collectionOf(knowledgeBaseId) {
      const base = await db.collection<Base>('knowledgeBases').findOne({ _id: knowledgeBaseId });
      if (!base) throw new Error('there is no such knowledge base');
      const { organizationId, generation, embedding } = base;
      return { organizationId, knowledgeBaseId, generation, ...embedding };
    },
    itemsOf: (knowledgeBaseId) =>
      db.collection<StoredItem>('knowledgeItems').find({ knowledgeBaseId }).toArray(),
    async chunkIdsOf(knowledgeBaseId) {
      const chunks = db.collection<{ _id: string }>('knowledgeChunks');
      return (await chunks.find({ knowledgeBaseId }).project({ _id: 1 }).toArray()).map(({ _id }) =>
        String(_id),
      );
    },
    async close() {
      await vectors.close();
      await disconnect();
    },
  };
}

/** How far the two stores disagree about a knowledge base; all zero when nothing is lost, doubled or left behind. */
export async function disagreement(stores: Stores, knowledgeBaseId: string) {
  const collection = await stores.collectionOf(knowledgeBaseId);
  const [ids, items, points] = await Promise.all([
    stores.chunkIdsOf(knowledgeBaseId),
    stores.itemsOf(knowledgeBaseId),
    stores.vectors.count(collection),
  ]);
  const active = items.reduce((sum, { activeChunks }) => sum + (activeChunks ?? 0), 0);
  const known = new Map(items.map((item) => [item._id, item]));
  let strayPoints = 0;
  for await (const { itemId, revision, points: count } of stores.vectors.items(collection)) {
    const item = known.get(itemId);
    if (item?.activeRevision !== revision || item.activeChunks !== count) strayPoints += count;
  }
  return {
    repeatedChunks: ids.length - new Set(ids).size,
    chunksBeyondActive: ids.length - active,
    pointsBeyondChunks: points - ids.length,
    chunksWithoutPoint: ids.length - (await stores.vectors.vectors(collection, ids)).size,
    strayPoints,
  };
}

export const noDisagreement = {
  repeatedChunks: 0,
  chunksBeyondActive: 0,
  pointsBeyondChunks: 0,
  chunksWithoutPoint: 0,
  strayPoints: 0,
};
