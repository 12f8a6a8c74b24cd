import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  collect,
  idsOf,
  newCollection,
  randomNumbers,
  randomPoints,
  referenceBm25,
  referenceDense,
  unitVector,
  words,
} from './contract-fixtures.js';
import type { VectorHit, VectorStore } from './vector-store.js';

/** The part of the contract that compares a collection of some size, in use, with textbook results. */
export function describeExactness(store: () => VectorStore): void {
  describe('with 5,000 points', () => {
    const collection = newCollection();
    const original = randomPoints(5_000, 1);
    /** A third was indexed, changed and deleted from since: what a collection in use looks like. */
    const gone = new Set(Array.from({ length: 60 }, (_, index) => `p-item-${index * 3}`));
    const replaced = randomPoints(300, 2, 'p').map((made) => ({ ...made, itemId: 'replaced' }));
    const byId = new Map([...original, ...replaced].map((made) => [made.id, made]));
    const points = [...byId.values()].filter(({ itemId }) => !gone.has(itemId));

    beforeAll(async () => {
      await store().upsert(collection, original.slice(0, 3_000));
      await store().optimize(collection);
      await store().upsert(collection, original.slice(3_000));
      await store().upsert(collection, replaced);
      await store().deleteItems(
        collection,
        [...gone].map((itemId) => ({ itemId })),
      );
    });

    const close = (hits: VectorHit[], expected: { id: string; score: number }[]) => {
      expect(idsOf(hits)).toEqual(idsOf(expected));
      hits.forEach((hit, index) => expect(hit.score).toBeCloseTo(expected[index]?.score ?? NaN, 4));
    };
    const checkAll = async () => {
      const random = randomNumbers(7);
      expect(await store().count(collection)).toBe(points.length);
      for (let round = 0; round < 10; round++) {
        const tags = round % 2 ? [`tag-${round % 3}`, 'no such tag'] : [];
        const inFilter = (id: string) => round % 2 === 0 || byId.get(id)?.tags[0] === tags[0];
        const vector = unitVector(random);
        const nearest = referenceDense(points, vector).filter(({ id }) => inFilter(id));
        close(await store().searchDense(collection, vector, { limit: 20, tags }), nearest.slice(0, 20));

        const query = words(random, 6);
        const ranked = referenceBm25(points, query).filter(({ id }) => inFilter(id));
        close(await store().searchLexical(collection, query, { limit: 20, tags }), ranked.slice(0, 20));

        const { total, frequencies } = await store().termStatistics(collection, query);
        expect(total).toBe(points.length);
        for (const term of query) {
          const containing = points.filter(({ terms }) => terms.includes(term)).length;
          expect(frequencies.get(term)).toBe(containing);
        }
      }
    };

    test('searches and statistics are exact while part of it is not indexed', checkAll);

    test('and after optimising', async () => {
      await store().optimize(collection);
      await checkAll();
    });

    test('vectors come back as they were, absent ids are left out', async () => {
      const ids = points.slice(0, 1_200).map(({ id }) => id);
      const vectors = await store().vectors(collection, [...ids, 'absent']);
      expect(vectors.size).toBe(1_200);
      for (const id of ids) expect(vectors.get(id)).toEqual(byId.get(id)?.vector);
    });

    test('items are listed with their revisions and points', async () => {
      const expected = new Map<string, number>();
      for (const { itemId } of points) expected.set(itemId, (expected.get(itemId) ?? 0) + 1);
      const items = await collect(store().items(collection));
      expect(new Map(items.map(({ itemId, points: count }) => [itemId, count]))).toEqual(expected);
      expect(items.every(({ revision }) => revision === 1)).toBe(true);
    });
  });
}
