import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobDocument } from '../../../jobs/index.js';
import { newId } from '../../../platform/ids.js';
import { createLanceStore } from '../../../platform/vectors/lancedb.store.js';
import type { VectorStore } from '../../../platform/vectors/vector-store.js';
import { hashEmbedding } from '../../../test/doubles/hash-embedding.js';
import { startTestStores, type TestStores } from '../../../test/helpers/own-stores.js';
import { messageKey, messageRepository } from '../../messages/message.repository.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { collectionOfMessages, type MessageIndexDocument } from './message-index.model.js';
import { messageIndexRepository } from './message-index.repository.js';
import { readEmbeddingStatistics } from './read-statistics.js';
import { repairIndexes } from './repair-indexes.js';

const indexing = { generation: 1, model: 'test', dimensions: 32, language: 'en' };
let stores: TestStores;
let directory: string;
let vectors: VectorStore;
beforeAll(async () => {
  stores = await startTestStores();
  directory = await mkdtemp(join(tmpdir(), 'vectors-'));
  vectors = await createLanceStore({ directory, writer: true });
}, 60_000);
afterAll(async () => {
  await vectors?.close();
  await rm(directory, { recursive: true, force: true });
  await stores?.stop();
});

const message = (n: number) => ({
  ...{ id: `m${n}`, content: `text ${n}`, author_id: 'a', author_name: 'A', channel_id: 'c' },
  created_at: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
});
const point = (organizationId: string, n: number) => {
  const id = messageKey(organizationId, `m${n}`);
  const vector = Float32Array.from(hashEmbedding(`text ${n}`, 32));
  return { id, itemId: id, revision: 1, tags: [], vector, terms: ['text'] };
};

/** An organisation all of whose messages are embedded. */
async function embedded(count: number): Promise<MessageIndexDocument> {
  const organizationId = newId();
  const numbers = Array.from({ length: count }, (_, n) => n);
  await messageRepository.upsert(organizationId, numbers.map(message));
  const index = await messageIndexRepository.ensure(organizationId, indexing);
  await vectors.upsert(
    collectionOfMessages(organizationId, index),
    numbers.map((n) => point(organizationId, n)),
  );
  await unembeddedRepository.noteEmbedded(
    organizationId,
    numbers.map((n) => ({ _id: messageKey(organizationId, `m${n}`), revision: 1 })),
    { place: 'embedded', generation: 1 },
  );
  return index;
}
const statsOf = ({ organizationId }: MessageIndexDocument) =>
  readEmbeddingStatistics(vectors, { days: 1, orgId: organizationId });

test('a hundred vectors that vanish show in the coverage, and a repair finds them', async () => {
  const [index, other] = [await embedded(300), await embedded(10)];
  const { organizationId } = index;
  const before = await statsOf(index);
  expect(before.coverage).toMatchObject({
    totalMessages: 300,
    messagesWithEmbeddings: 300,
    coveragePercentage: 100,
  });
  expect(before.indexHealth).toMatchObject({
    totalVectors: 300,
    indexEfficiency: 1,
    indexSize: 300 * 32 * 4,
  });
  const gone = Array.from({ length: 100 }, (_, n) => ({ itemId: messageKey(organizationId, `m${n + 50}`) }));
  await vectors.deleteItems(collectionOfMessages(organizationId, index), gone);
  const after = await statsOf(index);
  expect(after.coverage).toEqual({
    ...{ totalMessages: 300, messagesWithEmbeddings: 200, coveragePercentage: 66.6, pendingEmbeddings: 100 },
    ...{ failedEmbeddings: 0, oldestUnembeddedMessage: message(50).created_at },
  });
  expect(after.indexHealth).toMatchObject({ totalVectors: 200, indexSize: 200 * 32 * 4, indexEfficiency: 1 });
  expect((await statsOf(other)).coverage.messagesWithEmbeddings).toBe(10);

  const lacking = () =>
    unembeddedRepository.systemLacking({ organizationId }, { place: 'embedded', after: '', limit: 1_000 });
  expect(await lacking()).toEqual([]);
  await repairIndexes({ subject: { type: 'messages', id: organizationId } } as JobDocument, vectors);
  expect((await lacking()).sort()).toEqual(gone.map(({ itemId }) => itemId).sort());
}, 60_000);

test('vectors that belong to nothing lower the efficiency until a repair removes them', async () => {
  const index = await embedded(8);
  const { organizationId } = index;
  await vectors.upsert(collectionOfMessages(organizationId, index), [
    point(organizationId, 98),
    point(organizationId, 99),
  ]);
  expect(await statsOf(index)).toMatchObject({
    coverage: { totalMessages: 8, messagesWithEmbeddings: 8 },
    indexHealth: { totalVectors: 10, indexEfficiency: 0.8 },
  });
  await repairIndexes({ subject: { type: 'messages', id: organizationId } } as JobDocument, vectors);
  expect((await statsOf(index)).indexHealth).toMatchObject({ totalVectors: 8, indexEfficiency: 1 });
});

test('without messages nothing is made up', async () => {
  expect(await readEmbeddingStatistics(vectors, { days: 1, orgId: newId() })).toEqual({
    success: true,
    coverage: {
      ...{ totalMessages: 0, messagesWithEmbeddings: 0, coveragePercentage: null, pendingEmbeddings: 0 },
      ...{ failedEmbeddings: 0, oldestUnembeddedMessage: null },
    },
    indexHealth: { indexName: 'messages', indexSize: 0, totalVectors: 0, indexEfficiency: null },
    performance: {
      ...{ totalEmbeddings: 0, totalTokens: 0, totalCost: '0.000000', avgCostPerEmbedding: null },
      ...{ cacheHitRate: null, errorRate: null },
    },
    queue: { pending: 0, processing: 0, failed: 0 },
    cache: { totalEntries: 0, totalUsage: 0, recentlyUsed: 0, avgUsagePerEntry: null },
    dailyStats: [],
  });
});
