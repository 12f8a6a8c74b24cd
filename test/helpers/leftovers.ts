import { expect } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose, { type mongo } from 'mongoose';
import { createLanceStore } from '../../platform/vectors/lancedb.store.js';
import type { CollectionRef } from '../../platform/vectors/vector-store.js';
import { storeUrls } from './stores.js';

/** What the stores of the shared platform hold, seen beside its API. */
export interface StoredKnowledge {
  db: mongo.Db;
  /** Chunks in MongoDB and points in the vector store of one item, by revision. */
  ofItem(knowledgeBaseId: string, itemId: string): Promise<{ chunks: number[]; points: number[] }>;
  /** Items, chunks and points of a knowledge base that may be gone itself. */
  ofBase(knowledgeBaseId: string): Promise<{ items: number; chunks: number; points: number }>;
  /** Content hashes of the originals of an organisation. */
  blobs(organizationId: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens the stores for reading. Knowledge bases are to be made known before they are deleted. */
export async function openStoredKnowledge(): Promise<StoredKnowledge & { know(id: string): Promise<void> }> {
  const dataDir = process.env.TEST_PLATFORM_DATA ?? '';
  const client = await new mongoose.mongo.MongoClient(storeUrls('platform').mongodb).connect();
  const vectors = await createLanceStore({ directory: join(dataDir, 'vectors'), writer: false });
  const db = client.db('platform');
  const known = new Map<string, CollectionRef>();

  const know = async (id: string): Promise<void> => {
    const base = await db.collection<{ _id: string }>('knowledgeBases').findOne({ _id: id });
    if (!base) throw new Error(`no such knowledge base: ${id}`);
    const { organizationId, generation, embedding } = base as never as CollectionRef & {
      embedding: Pick<CollectionRef, 'model' | 'dimensions'>;
    };
    known.set(id, { organizationId, knowledgeBaseId: id, generation, ...embedding });
  };
  const collectionOf = async (id: string): Promise<CollectionRef> => {
    if (!known.has(id)) await know(id);
    return known.get(id)!;
  };

  return {
    db,
    know,
    async ofItem(knowledgeBaseId, itemId) {
      const chunks = await db.collection('knowledgeChunks').find({ itemId }).toArray();
      const points: number[] = [];
      for await (const entry of vectors.items(await collectionOf(knowledgeBaseId)))
        if (entry.itemId === itemId) points.push(...Array<number>(entry.points).fill(entry.revision));
      return { chunks: chunks.map(({ revision }) => revision as number).sort(), points: points.sort() };
    },
    async ofBase(knowledgeBaseId) {
      return {
        items: await db.collection('knowledgeItems').countDocuments({ knowledgeBaseId }),
        chunks: await db.collection('knowledgeChunks').countDocuments({ knowledgeBaseId }),
        points: await vectors.count(await collectionOf(knowledgeBaseId)),
      };
    },
    async blobs(organizationId) {
      const folder = join(dataDir, 'blobs', organizationId);
      if (!existsSync(folder)) return [];
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    async close() {
      await vectors.close();
      await client.close();
    },
  };
}

/** Repeats a check until it passes, for what follows within seconds. @throws what the last check threw */
export async function eventually(check: () => Promise<void>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

/** What was kept for a job alone goes soon after its end. */
export const expectCleared = (collection: mongo.Collection, jobId: string): Promise<void> =>
  eventually(async () => expect(await collection.countDocuments({ jobId })).toBe(0));
