import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithQdrant } from '../../test/doubles/qdrant-shim/describe-with-qdrant.js';
import { startQdrantShim, type QdrantShim } from '../../test/doubles/qdrant-shim/qdrant-shim.js';
import {
  collect,
  idsOf,
  newCollection,
  randomNumbers,
  randomPoints,
  unitVector,
  words,
} from './contract-fixtures.js';
import { createLanceStore } from './lancedb.store.js';
import { createQdrantStore } from './qdrant.store.js';
import type { CollectionRef, VectorHit, VectorStore } from './vector-store.js';

/** Scores closer than this are equal: the stores compute in float32 in different orders. */
const tie = 1e-5;

await describeWithQdrant('LanceDB and Qdrant', () => {
  let directory: string;
  let shim: QdrantShim;
  let lance: VectorStore;
  let qdrant: VectorStore;

  const home = newCollection();
  const cases: { name: string; collection: CollectionRef; tags?: string[] }[] = [
    { name: 'a knowledge base', collection: home },
    { name: 'one tag of it', collection: home, tags: ['tag-1'] },
    { name: 'several tags of it', collection: home, tags: ['tag-0', 'tag-2', 'none'] },
    { name: 'no tag of it', collection: home, tags: ['none'] },
    {
      name: 'the same knowledge base of another organisation',
      collection: { ...home, organizationId: 'other' },
    },
    { name: 'its next generation', collection: { ...home, generation: 2 } },
    { name: 'another knowledge base', collection: { ...home, knowledgeBaseId: 'other' } },
  ];
  const both = <T>(work: (store: VectorStore) => Promise<T>): Promise<[T, T]> =>
    Promise.all([work(lance), work(qdrant)]);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vectors-'));
    shim = await startQdrantShim();
    lance = await createLanceStore({ directory, writer: true });
    qdrant = await createQdrantStore({ url: shim.url, writer: true });
    const collections = new Set(cases.map(({ collection }) => collection));
    let seed = 20;
    for (const collection of collections) {
      // The same ids everywhere, with other vectors and terms behind them.
      const points = randomPoints(600, (seed += 1));
      const changed = randomPoints(60, seed + 100).map((point) => ({ ...point, revision: 2 }));
      await both(async (store) => {
        await store.upsert(collection, points);
        await store.upsert(collection, changed);
        await store.deleteItems(collection, [
          { itemId: 'p-item-7' },
          { itemId: 'p-item-3', beforeRevision: 2 },
          { itemId: 'p-item-40', beforeRevision: 2 },
        ]);
      });
    }
  });
  afterAll(async () => {
    await Promise.all([lance?.close(), qdrant?.close()]);
    await shim?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /** The same scores at every rank, and the same order wherever scores differ. */
  const expectSameRanking = (a: VectorHit[], b: VectorHit[]) => {
    expect(b).toHaveLength(a.length);
    a.forEach(({ id, score }, rank) => {
      expect(Math.abs(score - (b[rank]?.score ?? NaN))).toBeLessThan(tie);
      const close = a.filter((other) => Math.abs(other.score - score) < tie).map((other) => other.id);
      // At the end of the list one of several equals may be left out.
      if (a.length > rank + close.length) expect(close).toContain(b[rank]?.id);
      if (close.length === 1) expect(b[rank]?.id).toBe(id);
    });
  };

  test.each(cases)('give the same results over $name', async ({ collection, tags }) => {
    const random = randomNumbers(99);
    for (let round = 0; round < 8; round++) {
      const vector = unitVector(random);
      const terms = words(random, 1 + round);
      const options = { limit: 25, tags };
      const [dense, sameDense] = await both((store) => store.searchDense(collection, vector, options));
      expectSameRanking(dense, sameDense);
      const [lexical, sameLexical] = await both((store) => store.searchLexical(collection, terms, options));
      expectSameRanking(lexical, sameLexical);
      const [hybrid, sameHybrid] = await both((store) =>
        store.searchHybrid(collection, { vector, terms }, options),
      );
      expectSameRanking(hybrid.dense, sameHybrid.dense);
      expectSameRanking(hybrid.lexical, sameHybrid.lexical);
      expect(sameHybrid.statistics).toEqual(hybrid.statistics);
      for (const [id, cosine] of hybrid.cosines)
        expect(Math.abs(cosine - (sameHybrid.cosines.get(id) ?? NaN))).toBeLessThan(tie);
      if (tags?.[0] !== 'none') expect(dense).toHaveLength(25);
    }
  });

  test.each(cases)('hold the same points and items of $name', async ({ collection }) => {
    const [items, sameItems] = await both((store) => collect(store.items(collection)));
    expect(sameItems).toEqual(items);
    expect(items.some(({ revision }) => revision === 2)).toBe(true);
    const [count, sameCount] = await both((store) => store.count(collection));
    expect(sameCount).toBe(count);
    const [points, samePoints] = await both(async (store) =>
      (await collect(store.points(collection))).flat().sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(idsOf(samePoints)).toEqual(idsOf(points));
    expect(samePoints.map(({ terms }) => terms)).toEqual(points.map(({ terms }) => terms));
  });

  test('neither shows one organisation what another of the same ids has', async () => {
    const foreign = { ...home, organizationId: 'somebody-else' };
    for (const store of [lance, qdrant]) {
      expect(await store.count(foreign)).toBe(0);
      expect(await store.vectors(foreign, ['p1'])).toEqual(new Map());
      await store.deleteItems(foreign, [{ itemId: 'p-item-1' }]);
      await store.deleteCollection(foreign);
      expect((await store.vectors(home, ['p1', 'p10'])).size).toBe(2);
    }
  });
});
