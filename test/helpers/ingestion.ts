import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJob, jobItemRepository, type JobDocument } from '../../jobs/index.js';
import { newId } from '../../platform/ids.js';
import { createLanceStore } from '../../platform/vectors/lancedb.store.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { hashEmbedding } from '../doubles/hash-embedding.js';
import { startTestStores } from './own-stores.js';
import {
  collectionOf,
  KnowledgeBaseModel,
  type KnowledgeBaseDocument,
} from '../../knowledge/bases/knowledge-base.model.js';
import { ChunkModel } from '../../knowledge/chunks/chunk.model.js';
import {
  KnowledgeItemModel,
  type KnowledgeItemDocument,
} from '../../knowledge/items/knowledge-item.model.js';
import type { IngestDependencies } from '../../knowledge/ingest/ingest-batch.js';

const dimensions = 32;

/** Items of these tests have their text at hand. */
const away = () => Promise.reject(new Error('nothing is fetched here'));
const noWeb: IngestDependencies['web'] = {
  client: { page: away, sitemap: away },
  reader: { ask: away, close: async () => undefined },
};

/** Ingestion over real stores, with the texts of items at hand instead of files. */
export async function startIngestion() {
  const stores = await startTestStores();
  const directory = await mkdtemp(join(tmpdir(), 'vectors-'));
  const vectors = await createLanceStore({ directory, writer: true });
  const dependencies: IngestDependencies = {
    vectors,
    web: noWeb,
    // An item's text is its blob's address.
    blobs: { path: async (_organization: string, blob: string) => blob } as IngestDependencies['blobs'],
    extractor: {
      extract: async ({ path }) => ({
        type: 'text',
        warnings: [],
        blocks: path
          .split('\n')
          .map((text) => ({ kind: 'heading', level: 1, text }) as const)
          .flatMap((heading) => [heading, { kind: 'paragraph', text: heading.text } as const]),
      }),
      close: async () => undefined,
    },
    scratchDir: join(directory, 'unpacked'),
    tokenCounter: async () => (texts) => texts.map((text) => text.split(/\s+/).length),
    isPaid: () => false,
    embed: async (texts) => texts.map((text) => Float32Array.from(hashEmbedding(text, dimensions))),
  };
  return {
    vectors,
    dependencies,
    async stop() {
      await vectors.close();
      await rm(directory, { recursive: true, force: true });
      await stores.stop();
    },
  };
}

/** Work that nobody stops. */
export const undisturbed = () => ({
  signal: new AbortController().signal,
  breathe: async () => undefined,
  assertMayGoOn: async () => undefined,
});

/** A knowledge base with one pending item for each text; every line of a text becomes a chunk. */
export async function storedItems(
  texts: string[],
): Promise<{ base: KnowledgeBaseDocument; items: KnowledgeItemDocument[] }> {
  const organizationId = newId();
  const base = await KnowledgeBaseModel.create({
    organizationId,
    chatbotId: newId(),
    name: randomBytes(4).toString('hex'),
    language: 'en',
    chunking: { size: 200, overlap: 0 },
    embedding: { model: 'hash', dimensions },
  });
  const items = await KnowledgeItemModel.insertMany(
    texts.map((text, n) => ({
      ...{ organizationId, knowledgeBaseId: base._id, title: `Item ${n}`, type: 'text' },
      ...{ source: `Item ${n}`, blob: text, size: text.length },
    })),
  );
  return { base: base.toObject(), items: items.map((item) => item.toObject()) };
}

/** A job over these items. */
export const jobOver = ({ organizationId, _id }: KnowledgeBaseDocument, items: KnowledgeItemDocument[]) =>
  createJob({
    organizationId,
    createdBy: newId(),
    kind: 'ingest',
    subject: { type: 'knowledge-base', id: _id },
    items: items.map((item) => ({ subjectId: item._id, title: item.title })),
  });

/** Points and chunks by item, and what the items and the job's items say. */
export async function stateOf(base: KnowledgeBaseDocument, vectors: VectorStore, job?: JobDocument) {
  const items = await KnowledgeItemModel.find({ knowledgeBaseId: base._id }).sort({ _id: 1 }).lean();
  const chunks = await ChunkModel.find({ knowledgeBaseId: base._id }).lean();
  const points = new Map<string, number>();
  for await (const { itemId, points: count } of vectors.items(collectionOf(base)))
    points.set(itemId, (points.get(itemId) ?? 0) + count);
  const jobItems = job
    ? await jobItemRepository.list(base.organizationId, job._id, { page: 1, limit: 100 })
    : { items: [] };
  return {
    points: items.map(({ _id }) => points.get(_id) ?? 0),
    chunks: items.map(({ _id }) => chunks.filter(({ itemId }) => itemId === _id).length),
    statuses: items.map(({ status }) => status),
    errors: items.map(({ error }) => error),
    jobStatuses: jobItems.items.map(({ status }) => status),
    jobErrors: jobItems.items.map(({ error }) => error),
  };
}
