import { expect, test } from '@jest/globals';
import {
  axis,
  collect,
  idsOf,
  newCollection,
  point,
  randomNumbers,
  randomPoints,
  referenceDense,
  unitVector,
  words,
} from './contract-fixtures.js';
import type { VectorStore } from './vector-store.js';

/** The part of the contract about what is read of a whole collection, or of several parts of it at once. */
export function describeReading(store: () => VectorStore): void {
  test('a hybrid search tells what its parts tell, and how near every hit is', async () => {
    const collection = newCollection();
    const random = randomNumbers(11);
    const made = randomPoints(300, 5);
    await store().upsert(collection, made);
    for (const tags of [[], ['tag-1']]) {
      const vector = unitVector(random);
      const terms = words(random, 5);
      const options = { limit: 20, tags };
      const found = await store().searchHybrid(collection, { vector, terms }, options);
      expect(idsOf(found.dense)).toEqual(idsOf(await store().searchDense(collection, vector, options)));
      expect(found.lexical).toEqual(await store().searchLexical(collection, terms, options));
      expect(found.statistics).toEqual(await store().termStatistics(collection, terms));
      expect(found.lexical.some(({ id }) => !idsOf(found.dense).includes(id))).toBe(true);
      const similarities = new Map(referenceDense(made, vector).map(({ id, score }) => [id, score]));
      for (const { id } of [...found.dense, ...found.lexical])
        expect(found.cosines.get(id)).toBeCloseTo(similarities.get(id) ?? NaN, 5);

      const semantic = await store().searchHybrid(collection, { vector, terms: [] }, options);
      expect(semantic).toMatchObject({ lexical: [], statistics: { total: 300, frequencies: new Map() } });
      expect(idsOf(semantic.dense)).toEqual(idsOf(found.dense));
      const keyword = await store().searchHybrid(collection, { vector: null, terms }, options);
      expect(keyword).toEqual({ ...found, dense: [], cosines: new Map() });
    }
    const absent = await store().searchHybrid(
      newCollection(),
      { vector: axis(0), terms: ['a'] },
      { limit: 5 },
    );
    expect(absent).toEqual({
      dense: [],
      lexical: [],
      cosines: new Map(),
      statistics: { total: 0, frequencies: new Map([['a', 0]]) },
    });
  });

  test('all points can be read as they were written', async () => {
    const collection = newCollection();
    const made = [
      ...randomPoints(700, 6),
      point('none', { terms: [], tags: [] }),
      point('again', { itemId: 'é/日', revision: 7, terms: ['b', 'a', 'b'], tags: ['x y', 'z'] }),
    ];
    await store().upsert(collection, made);
    await store().upsert({ ...collection, generation: 2 }, [point('elsewhere')]);
    const read = (await collect(store().points(collection))).flat();
    expect(new Map(read.map((one) => [one.id, one]))).toEqual(new Map(made.map((one) => [one.id, one])));
    expect(read).toHaveLength(made.length);
    expect(await collect(store().points(newCollection()))).toEqual([]);
  });

  test('items come in the order of their ids, whatever these begin with', async () => {
    const collection = newCollection();
    const ids = ['', '0', 'aaaaaa', 'aaaaaaa', 'aaaaaab', 'é', '日本', '🙂', '\uffee', 'z'].map(
      (id) => `i${id}`,
    );
    const many = Array.from({ length: 1_300 }, (_, n) => `shared-prefix-${String(n).padStart(5, '0')}`);
    const all = [...ids, ...many];
    await store().upsert(
      collection,
      all.flatMap((itemId, n) => [2, 1].map((revision) => point(`${n}-${revision}`, { itemId, revision }))),
    );
    const sorted = all
      .map((id) => Buffer.from(id))
      .sort(Buffer.compare)
      .map(String);
    expect(await collect(store().items(collection))).toEqual(
      sorted.flatMap((itemId) => [1, 2].map((revision) => ({ itemId, revision, points: 1 }))),
    );
  });
}
