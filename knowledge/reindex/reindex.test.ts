import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jobItemRepository, jobRepository, type JobDocument } from '../../jobs/index.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { describeWithQdrant } from '../../test/doubles/qdrant-shim/describe-with-qdrant.js';
import { startQdrantShim, type QdrantShim } from '../../test/doubles/qdrant-shim/qdrant-shim.js';
import { jobOver, startIngestion, storedItems, undisturbed } from '../../test/helpers/ingestion.js';
import { createQdrantStore } from '../../platform/vectors/qdrant.store.js';
import {
  collectionOf,
  type IndexSettings,
  type KnowledgeBaseDocument,
} from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { ChunkModel } from '../chunks/chunk.model.js';
import { ExtractionError } from '../extract/blocks.js';
import { ingestBatch, type IngestDependencies } from '../ingest/ingest-batch.js';
import { sweep } from '../ingest/janitor.js';
import { TombstoneModel } from '../ingest/tombstone.model.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import { KnowledgeItemModel } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { retrieve } from '../search/retrieve.js';
import { abandonReindex } from './abandon-reindex.js';
import { createReindex } from './create-reindex.js';
import { gatherMissing } from './gather-missing.js';
import { reindexBatch } from './reindex-batch.js';
import { planOf, resumeBuild } from './reindex-plan.js';
import { retryBatch } from './retry-batch.js';
import { swapIndex } from './swap-index.js';

let ingestion: Awaited<ReturnType<typeof startIngestion>>;
beforeAll(async () => {
  ingestion = await startIngestion();
}, 60_000);
afterAll(() => ingestion?.stop());

const settingsOf = (base: KnowledgeBaseDocument, changes: Partial<IndexSettings> = {}): IndexSettings => ({
  ...{ language: base.language, chunking: base.chunking, embedding: base.embedding, analyser: 'en' },
  ...changes,
});
const small = { chunking: { size: 50, overlap: 0 } };
const words = (word: string, count: number): string =>
  Array.from({ length: count }, (_, n) => `${word}${n}`).join(' ');
const current = async ({ organizationId, _id }: KnowledgeBaseDocument): Promise<KnowledgeBaseDocument> =>
  (await knowledgeBaseRepository.find(organizationId, _id))!;

/** Every store by itself; the dependencies count what is embedded. */
function suite(dependenciesOf: () => IngestDependencies) {
  const embedded: string[] = [];
  const dependencies = (changes: Partial<IngestDependencies> = {}): IngestDependencies => ({
    ...dependenciesOf(),
    embed: async (texts, context) => {
      embedded.push(...texts);
      return dependenciesOf().embed(texts, context);
    },
    ...changes,
  });
  const contextOf = (
    base: KnowledgeBaseDocument,
    job: JobDocument,
    changes: Partial<IngestDependencies> = {},
  ) => ({ base, jobId: job._id, token: 't', ...undisturbed(), dependencies: dependencies(changes) });

  const ingest = async (base: KnowledgeBaseDocument, job: JobDocument, changes = {}): Promise<void> => {
    const claimed = await jobItemRepository.claim(job._id, 't', 20);
    await ingestBatch(claimed, contextOf(base, job, changes));
  };
  const knowledge = async (texts: string[]) => {
    const { base, items } = await storedItems(texts);
    await ingest(base, await jobOver(base, items));
    embedded.length = 0;
    return { base, items };
  };
  const begin = async (base: KnowledgeBaseDocument, changes: Partial<IndexSettings> = {}) =>
    withTransaction(async () =>
      createReindex(await current(base), { settings: settingsOf(base, changes), createdBy: 'me' }),
    );
  const work = async (job: JobDocument, changes: Partial<IngestDependencies> = {}): Promise<void> => {
    const { live, target } = (await planOf(job))!;
    const claimed = await jobItemRepository.claim(job._id, 't', 20);
    await reindexBatch(claimed, contextOf(target, job, changes), live);
  };
  const swap = async (job: JobDocument) => swapIndex(job._id, (await planOf(job))!);
  const gather = async (job: JobDocument) => gatherMissing(job._id, (await planOf(job))!);
  const statuses = async ({ organizationId, _id }: JobDocument) =>
    (await jobItemRepository.list(organizationId, _id, { page: 1, limit: 100 })).items.map(
      ({ status, error }) => (error ? `${status}: ${error}` : status),
    );
  const revise = async ({ organizationId, _id }: KnowledgeBaseDocument, itemId: string, text: string) => {
    const item = await knowledgeItemRepository.revise(organizationId, _id, itemId, { blob: text });
    return jobOver(await current({ organizationId, _id } as KnowledgeBaseDocument), [item!]);
  };
  const search = async (base: KnowledgeBaseDocument, query: string) => {
    const { vectors, embed } = dependenciesOf();
    const hits = await retrieve(
      { organizationId: base.organizationId, bases: [base], query, mode: 'keyword', limit: 50 },
      { vectors, embedQuery: async (text) => (await embed([text], {} as never))[0]! },
    );
    return [...new Set(hits.map(({ title }) => title))].sort();
  };
  const pointsOf = async (base: KnowledgeBaseDocument) => dependenciesOf().vectors.count(collectionOf(base));

  test('the same settings cost no embedding; the old generation serves until its readers are done', async () => {
    const { base } = await knowledge(['one\ntwo', 'three']);
    const job = await begin(base);
    expect((await current(base)).building).toMatchObject({ jobId: job._id, generation: 2 });
    await work(job);
    expect(await statuses(job)).toEqual(['done', 'done']);
    expect(embedded).toEqual([]);
    expect(await search(await current(base), 'two')).toEqual(['Item 0']);
    expect(await swap(job)).toBe(true);
    const after = await current(base);
    expect(after).toMatchObject({ generation: 2, building: null });
    expect(await pointsOf(after)).toBe(3);
    // A reader that began before the swap.
    expect(await search(base, 'two')).toEqual(['Item 0']);
    await sweep(ingestion.dependencies);
    expect(await pointsOf(base)).toBe(3);
    await tombstoneRepository.hasten(base.organizationId);
    await sweep(dependencies());
    expect(await pointsOf(base)).toBe(0);
    expect(await ChunkModel.countDocuments({ knowledgeBaseId: base._id })).toBe(3);
    // A reader that was asleep all the while finds the new one.
    expect(await search(base, 'two')).toEqual(['Item 0']);
    expect(await search(after, 'three')).toEqual(['Item 1']);
  });

  test('other sizes are embedded once, and the item says how many chunks it has', async () => {
    const { base } = await knowledge([words('a', 160), 'short']);
    const job = await begin(base, small);
    await work(job);
    expect(embedded).toHaveLength(4);
    await work(job);
    expect(embedded).toHaveLength(4);
    expect(await swap(job)).toBe(true);
    const { organizationId, _id: knowledgeBaseId } = base;
    await knowledgeItemRepository.adoptBuilt(organizationId, { knowledgeBaseId, generation: 2 });
    const items = await KnowledgeItemModel.find({ knowledgeBaseId }).sort({ title: 1 }).lean();
    expect(items.map(({ activeChunks, next }) => [activeChunks, next])).toEqual([
      [4, null],
      [1, null],
    ]);
    expect((await current(base)).chunking).toMatchObject(small.chunking);
  });

  test('what is changed, added and deleted meanwhile is right in the new generation', async () => {
    const { base, items } = await knowledge(['first words', 'second words', 'third words']);
    const { organizationId, _id: knowledgeBaseId } = base;
    const job = await begin(base, small);
    await work(job);
    // Changed after the reindex had it.
    await ingest(base, await revise(base, items[0]!._id, 'changed matter'));
    await KnowledgeItemModel.deleteOne({ _id: items[1]!._id });
    const added = await KnowledgeItemModel.create({
      ...{ organizationId, knowledgeBaseId, title: 'Item 3', type: 'text', source: 's' },
      ...{ blob: 'fourth words', size: 1 },
    });
    await ingest(base, await jobOver(base, [added.toObject()]));
    expect(await swap(job)).toBe(false);
    expect(await gather(job)).toBe(true);
    expect(await gather(job)).toBe(true);
    await work(job);
    expect(await gather(job)).toBe(false);
    expect(await statuses(job)).toEqual(['done', 'done', 'done', 'done']);
    expect(await swap(job)).toBe(true);
    await sweep(dependencies());
    const after = await current(base);
    expect(await search(after, 'words')).toEqual(['Item 2', 'Item 3']);
    expect(await search(after, 'changed')).toEqual(['Item 0']);
    expect(await search(after, 'first')).toEqual([]);
  });

  test('an item that is deleted while it is stored leaves nothing in the new generation', async () => {
    const { base, items } = await knowledge(['kept', 'deleted']);
    const job = await begin(base, small);
    const { vectors } = dependenciesOf();
    const upsert: typeof vectors.upsert = async (...points) => {
      await vectors.upsert(...points);
      await KnowledgeItemModel.deleteOne({ _id: items[1]!._id });
    };
    await work(job, { vectors: { ...vectors, upsert } });
    expect(await statuses(job)).toEqual(['done', 'skipped']);
    expect(await swap(job)).toBe(true);
    await sweep(dependencies());
    expect(await pointsOf(await current(base))).toBe(1);
    expect(await ChunkModel.countDocuments({ itemId: items[1]!._id })).toBe(0);
  });

  test('an ingestion that was writing into the old generation at the swap is taken in into the new one', async () => {
    const { base, items } = await knowledge(['before']);
    const job = await begin(base, small);
    await work(job);
    const update = await revise(base, items[0]!._id, words('b', 120));
    const { vectors } = dependenciesOf();
    const upsert: typeof vectors.upsert = async (...points) => {
      await vectors.upsert(...points);
      expect(await swap(job)).toBe(true);
    };
    await ingest(base, update, { vectors: { ...vectors, upsert } });
    const after = await current(base);
    // Nothing is shown of it, and what it left is to be removed.
    expect(await search(after, 'before')).toEqual(['Item 0']);
    expect(await statuses(update)).toEqual(['running']);
    await ingest(after, update);
    expect(await statuses(update)).toEqual(['done']);
    await tombstoneRepository.hasten(base.organizationId);
    await sweep(dependencies());
    expect(await pointsOf(base)).toBe(0);
    expect(await pointsOf(after)).toBe(3);
    expect(await ChunkModel.countDocuments({ knowledgeBaseId: base._id })).toBe(3);
    expect(await search(after, 'before')).toEqual([]);
  });

  test('what cannot be read any more stays as it was searched, says so, and can be tried again', async () => {
    const { base, items } = await knowledge([words('lost', 120), 'there']);
    const { organizationId, _id: knowledgeBaseId } = base;
    const job = await begin(base, { ...small, embedding: { model: 'other', dimensions: 32 } });
    const { extractor } = dependenciesOf();
    const gone = new ExtractionError('The original is no longer in storage');
    const extract: typeof extractor.extract = async (request, signal) => {
      if (request.path.startsWith('lost')) throw gone;
      return extractor.extract(request, signal);
    };
    await work(job, { extractor: { ...extractor, extract } });
    expect(await statuses(job)).toEqual([`failed: ${gone.message}`, 'done']);
    // Another model: the old passage is embedded by it.
    expect(embedded).toHaveLength(2);
    expect(await swap(job)).toBe(true);
    await knowledgeItemRepository.adoptBuilt(organizationId, { knowledgeBaseId, generation: 2 });
    const after = await current(base);
    expect(after.embedding.model).toBe('other');
    expect(await search(after, 'lost7')).toEqual(['Item 0']);
    const read = () => KnowledgeItemModel.findById(items[0]!._id).lean();
    expect(await read()).toMatchObject({
      status: 'ready',
      activeChunks: 1,
      warnings: [`Indexed as it was before: ${gone.message}`],
    });
    const retry = async (changes: Partial<IngestDependencies> = {}) => {
      await jobItemRepository.reopen(job._id);
      const { target } = (await planOf(job))!;
      await retryBatch(await jobItemRepository.claim(job._id, 't', 20), contextOf(target, job, changes));
    };
    await retry({ extractor: { ...extractor, extract } });
    expect(await read()).toMatchObject({ status: 'ready', revision: 1 });
    await retry();
    expect(await statuses(job)).toEqual(['done', 'done']);
    expect(await read()).toMatchObject({ status: 'ready', activeChunks: 3, revision: 2, warnings: [] });
    expect(await search(await current(base), 'lost7')).toEqual(['Item 0']);
  });

  test('a revision that failed keeps what is searched of the one before', async () => {
    const { base, items } = await knowledge(['good matter']);
    const update = await revise(base, items[0]!._id, 'bad');
    const { extractor } = dependenciesOf();
    const extract = () => Promise.reject(new ExtractionError('unreadable'));
    await ingest(base, update, { extractor: { ...extractor, extract } });
    const job = await begin(base, small);
    await work(job);
    expect(await statuses(job)).toEqual(['failed: Its newest revision is not taken in']);
    expect(await swap(job)).toBe(true);
    expect(await search(await current(base), 'matter')).toEqual(['Item 0']);
  });

  test('what is given up leaves the old generation; a retry makes another one', async () => {
    const { base } = await knowledge(['one', 'two']);
    const job = await begin(base, small);
    await work(job);
    await expect(begin(base)).rejects.toThrow(`by job ${job._id}`);
    await abandonReindex(job, 'enough');
    expect(await current(base)).toMatchObject({ generation: 1, building: null });
    expect(await statuses(job)).toEqual(['cancelled: enough', 'cancelled: enough']);
    const given = { ...base, generation: 2 };
    expect(await pointsOf(given)).toBe(2);
    await sweep(dependencies());
    expect(await pointsOf(given)).toBe(0);
    expect(await search(await current(base), 'two')).toEqual(['Item 1']);
    await jobItemRepository.reopen(job._id);
    await resumeBuild(job);
    expect((await current(base)).building).toMatchObject({ generation: 3, chunking: small.chunking });
    await work(job);
    expect(await swap(job)).toBe(true);
    expect(await search(await current(base), 'two')).toEqual(['Item 1']);
  });

  test('a reindex is heeded by nobody who is about to change its items', async () => {
    const { base, items } = await knowledge(['one']);
    const job = await begin(base);
    const ids = [items[0]!._id];
    expect(await jobItemRepository.isOpen(ids[0]!)).toBe(false);
    expect(await withTransaction(() => jobItemRepository.holdWaiting(ids))).toBeNull();
    expect(await jobItemRepository.sharedSubjects('other', ids)).toEqual(new Set());
    expect(await jobRepository.find(base.organizationId, job._id)).toMatchObject({ kind: 'reindex' });
  });

  test('a knowledge base that is deleted in the middle leaves nothing of either generation', async () => {
    const { base } = await knowledge(['one', 'two']);
    const job = await begin(base, small);
    const { vectors } = dependenciesOf();
    const upsert: typeof vectors.upsert = async (...points) => {
      await vectors.upsert(...points);
      await knowledgeBaseRepository.delete(base.organizationId, base._id);
    };
    await work(job, { vectors: { ...vectors, upsert } });
    expect(await planOf(job)).toBeNull();
    await sweep(dependencies());
    expect(await pointsOf({ ...base, generation: 2 })).toBe(0);
    expect(await TombstoneModel.countDocuments({ organizationId: base.organizationId })).toBe(0);
  });
}

describe('LanceDB', () => suite(() => ingestion.dependencies));

await describeWithQdrant('Qdrant', () => {
  let shim: QdrantShim;
  let vectors: IngestDependencies['vectors'];
  beforeAll(async () => {
    shim = await startQdrantShim();
    vectors = await createQdrantStore({ url: shim.url, writer: true });
  });
  afterAll(async () => {
    await vectors?.close();
    await shim?.stop();
  });
  suite(() => ({ ...ingestion.dependencies, vectors }));
});
