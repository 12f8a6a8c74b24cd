import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithQdrant } from '../../test/doubles/qdrant-shim/describe-with-qdrant.js';
import { startQdrantShim, type QdrantShim } from '../../test/doubles/qdrant-shim/qdrant-shim.js';
import {
  idsOf,
  newCollection,
  randomNumbers,
  randomPoints,
  referenceBm25,
  referenceDense,
  unitVector,
  words,
} from './contract-fixtures.js';
import { createQdrantStore } from './qdrant.store.js';
import type { VectorStore } from './vector-store.js';

await describeWithQdrant('A Qdrant whose indexes are built', () => {
  let shim: QdrantShim;
  const stores: VectorStore[] = [];
  beforeAll(async () => {
    shim = await startQdrantShim({ indexingThreshold: 10 });
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await shim?.stop();
  });

  // Random vectors of 32 numbers are the worst case: real ones are nearer to what they are about. The graph is built
  // by chance: of some thirty, two found nine tenths, all others 99 % or more.
  test.each([
    { quantization: 'none', recall: 0.85 },
    { quantization: 'scalar', recall: 0.85 },
    { quantization: 'binary', recall: 0.3 },
  ] as const)(
    'finds nearly all nearest points with $quantization quantisation',
    async ({ quantization, recall }) => {
      const store = await createQdrantStore({
        url: shim.url,
        writer: true,
        prefix: quantization,
        quantization,
      });
      stores.push(store);
      const collection = newCollection();
      const neighbour = { ...collection, generation: 2 };
      const made = randomPoints(1_500, 30);
      await store.upsert(collection, made);
      await store.upsert(neighbour, randomPoints(1_500, 31));
      expect((await shim.optimize()).some((indexed) => indexed >= 3_000)).toBe(true);
      // What was deleted since must not come back from the indexes.
      await store.deleteItems(
        collection,
        Array.from({ length: 50 }, (_, n) => ({ itemId: `p-item-${n * 3}` })),
      );
      const points = made.filter(({ itemId }) => Number(itemId.slice('p-item-'.length)) % 3 !== 0);
      expect(await store.count(collection)).toBe(points.length);

      const random = randomNumbers(5);
      let found = 0;
      const rounds = 10;
      for (let round = 0; round < rounds; round++) {
        const [vector, terms] = [unitVector(random), words(random, 5)];
        const hits = await store.searchHybrid(collection, { vector, terms }, { limit: 20 });
        const nearest = referenceDense(points, vector);
        const cosines = new Map(nearest.map(({ id, score }) => [id, score]));
        const expected = new Set(idsOf(nearest.slice(0, 20)));
        found += hits.dense.filter(({ id }) => expected.has(id)).length;
        // Whatever found them, the exact vectors score them.
        for (const { id, score } of hits.dense) expect(score).toBeCloseTo(cosines.get(id) ?? NaN, 5);
        for (const { id } of hits.lexical)
          expect(hits.cosines.get(id)).toBeCloseTo(cosines.get(id) ?? NaN, 5);
        expect(idsOf(hits.lexical)).toEqual(idsOf(referenceBm25(points, terms).slice(0, 20)));
      }
      expect(found / (20 * rounds)).toBeGreaterThanOrEqual(recall);
    },
  );
});
