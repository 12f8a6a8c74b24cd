import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithQdrant } from '../../../test/doubles/qdrant-shim/describe-with-qdrant.js';
import { startQdrantShim, type QdrantShim } from '../../../test/doubles/qdrant-shim/qdrant-shim.js';
import {
  axis,
  collect,
  idsOf,
  newCollection,
  point,
  randomNumbers,
  randomPoints,
  unitVector,
  words,
} from '../contract-fixtures.js';
import { createLanceStore } from '../lancedb.store.js';
import { createQdrantStore } from '../qdrant.store.js';
import type { VectorStore } from '../vector-store.js';
import { copyCollection } from './copy-collection.js';
import { verifyCopy } from './verify-copy.js';

await describeWithQdrant('Moving vectors', () => {
  let directory: string;
  let shim: QdrantShim;
  let stores: Record<'lancedb' | 'qdrant', VectorStore>;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vectors-'));
    shim = await startQdrantShim();
    stores = {
      lancedb: await createLanceStore({ directory, writer: true }),
      qdrant: await createQdrantStore({ url: shim.url, writer: true }),
    };
  });
  afterAll(async () => {
    await Promise.all(Object.values(stores ?? {}).map((store) => store.close()));
    await shim?.stop();
    await rm(directory, { recursive: true, force: true });
  });
  const directions = [
    ['lancedb', 'qdrant'],
    ['qdrant', 'lancedb'],
  ] as const;
  const searches = async (store: VectorStore, collection: ReturnType<typeof newCollection>) => {
    const random = randomNumbers(3);
    const found: string[][] = [];
    for (let round = 0; round < 5; round++) {
      const query = { vector: unitVector(random), terms: words(random, 4) };
      const { dense, lexical } = await store.searchHybrid(collection, query, { limit: 10 });
      found.push(idsOf(dense), idsOf(lexical));
    }
    return found;
  };

  test.each(directions)('from %s to %s: everything arrives, and a repeat copies nothing', async (a, b) => {
    const [from, to] = [stores[a], stores[b]];
    const collection = newCollection();
    await from.upsert(collection, randomPoints(1_500, 8));
    await from.upsert({ ...collection, organizationId: 'other' }, randomPoints(10, 9));
    const progress: number[] = [];
    const copied = await copyCollection({ collection, from, to, onProgress: (n) => progress.push(n) });
    expect(copied).toBe(1_500);
    expect(progress.at(-1)).toBe(1_500);
    expect(await verifyCopy(collection, { from, to })).toEqual({ from: 1_500, to: 1_500, difference: null });
    expect(await searches(to, collection)).toEqual(await searches(from, collection));
    expect(await to.count({ ...collection, organizationId: 'other' })).toBe(0);
    expect(await copyCollection({ collection, from, to })).toBe(0);
    expect(await from.count(collection)).toBe(1_500);
  });

  test.each(directions)(
    'from %s to %s: a copy that was cut off goes on with what is missing',
    async (a, b) => {
      const [from, to] = [stores[a], stores[b]];
      const collection = newCollection();
      const points = randomPoints(1_000, 10);
      await from.upsert(collection, points);
      await to.upsert(collection, points.slice(0, 405)); // forty whole items and half of one
      await to.upsert(collection, [point('left', { itemId: 'of an item that is gone' })]);
      await to.upsert(collection, [point('older', { itemId: 'p-item-0', revision: 0 })]);
      const broken = await verifyCopy(collection, { from, to });
      expect(broken.difference).toBe('593 points are missing');
      // The item with half of its points and the one with a revision too many are copied anew.
      expect(await copyCollection({ collection, from, to })).toBe(1_000 - 400 + 10);
      expect(await verifyCopy(collection, { from, to })).toMatchObject({ to: 1_000, difference: null });
    },
  );

  test('differences are found, whatever they are', async () => {
    const { lancedb: from, qdrant: to } = stores;
    const difference = async (change: (copy: ReturnType<typeof point>) => ReturnType<typeof point>) => {
      const collection = newCollection();
      const points = [point('p', { terms: ['a', 'b'] }), point('q', { itemId: 'other', terms: ['c'] })];
      await from.upsert(collection, points);
      await to.upsert(
        collection,
        points.map((one) => (one.id === 'q' ? change(one) : one)),
      );
      return (await verifyCopy(collection, { from, to })).difference;
    };
    expect(await difference((copy) => copy)).toBeNull();
    expect(await difference((copy) => ({ ...copy, revision: 2 }))).toContain(
      'item other has 2:1 instead of 1:1',
    );
    expect(await difference((copy) => ({ ...copy, vector: axis(1) }))).toBe('point q has another vector');
    expect(await difference((copy) => ({ ...copy, id: 'r' }))).toBe('point q is missing');
    expect(await difference((copy) => ({ ...copy, terms: ['d'] }))).toContain('the term "c"');
  });

  test('an empty knowledge base is the same everywhere', async () => {
    const { lancedb: from, qdrant: to } = stores;
    const collection = newCollection();
    expect(await copyCollection({ collection, from, to })).toBe(0);
    expect(await verifyCopy(collection, { from, to })).toEqual({ from: 0, to: 0, difference: null });
    await to.upsert(collection, [point('too many')]);
    expect(await copyCollection({ collection, from, to })).toBe(0);
    expect(await collect(to.items(collection))).toEqual([]);
  });
});
