import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axis, collect, dimensions, idsOf, newCollection, point } from './contract-fixtures.js';
import { describeExactness } from './vector-store.exactness.js';
import { describeReading } from './vector-store.reading.js';
import type { VectorStore } from './vector-store.js';

export interface StoreUnderTest {
  store: VectorStore;
  /** Closes the store and removes what it wrote. */
  dispose: () => Promise<void>;
}

/** What any vector store must do, whatever it is made of. `open` gives an empty store that may write. */
export function describeVectorStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a vector store`, () => {
    let store: VectorStore;
    let dispose: () => Promise<void>;
    beforeAll(async () => {
      ({ store, dispose } = await open());
    });
    afterAll(() => dispose());

    test('an absent collection is an empty one', async () => {
      const absent = newCollection();
      expect(await store.searchDense(absent, axis(0), { limit: 5 })).toEqual([]);
      expect(await store.searchLexical(absent, ['a'], { limit: 5 })).toEqual([]);
      expect(await store.count(absent)).toBe(0);
      expect(await store.vectors(absent, ['a'])).toEqual(new Map());
      expect(await collect(store.items(absent))).toEqual([]);
      expect(await store.termStatistics(absent, ['a'])).toEqual({
        total: 0,
        frequencies: new Map([['a', 0]]),
      });
      await store.deleteItems(absent, [{ itemId: 'a' }]);
      await store.deleteCollection(absent);
      await store.optimize(absent);
      expect(await store.count(absent)).toBe(0);
    });

    test('empty inputs change nothing and find nothing', async () => {
      const collection = newCollection();
      await store.upsert(collection, []);
      await store.deleteItems(collection, []);
      expect(await store.count(collection)).toBe(0);
      await store.upsert(collection, [point('p', { terms: ['a'] })]);
      expect(await store.searchLexical(collection, [], { limit: 5 })).toEqual([]);
      expect(await store.searchLexical(collection, ['a'], { limit: 0 })).toEqual([]);
      expect(await store.searchDense(collection, axis(0), { limit: 0 })).toEqual([]);
      expect(await store.vectors(collection, [])).toEqual(new Map());
      expect(await store.termStatistics(collection, [])).toEqual({ total: 1, frequencies: new Map() });
    });

    test('a point that comes again replaces itself', async () => {
      const collection = newCollection();
      const first = point('p', { terms: ['old'], tags: ['x'] });
      await store.upsert(collection, [first]);
      await store.upsert(collection, [first, point('q', { terms: ['other'] })]);
      await store.upsert(collection, [
        point('p', { revision: 2, vector: axis(3), terms: ['newer'], tags: ['y'] }),
        point('p', { revision: 3, vector: axis(4), terms: ['newest'], tags: ['y'] }),
      ]);
      expect(await store.count(collection)).toBe(2);
      expect(await store.searchLexical(collection, ['old', 'newer'], { limit: 5 })).toEqual([]);
      expect(await store.searchDense(collection, axis(4), { limit: 1 })).toEqual([
        { id: 'p', itemId: 'item', revision: 3, score: 1 },
      ]);
      expect(idsOf(await store.searchLexical(collection, ['newest'], { limit: 5, tags: ['y'] }))).toEqual([
        'p',
      ]);
      expect(await store.searchDense(collection, axis(4), { limit: 5, tags: ['x'] })).toEqual([]);
    });

    test('organisations, knowledge bases, generations and models never meet', async () => {
      const home = newCollection();
      const others = [
        { ...home, organizationId: newCollection().organizationId },
        { ...home, knowledgeBaseId: newCollection().knowledgeBaseId },
        { ...home, generation: 2 },
        { ...home, model: 'other' },
      ];
      await store.upsert(home, [point('home', { terms: ['shared'] })]);
      for (const other of others) await store.upsert(other, [point('away', { terms: ['shared'] })]);
      const everything = { limit: 10 };
      expect(idsOf(await store.searchDense(home, axis(0), everything))).toEqual(['home']);
      expect(idsOf(await store.searchLexical(home, ['shared'], everything))).toEqual(['home']);
      expect((await store.termStatistics(home, ['shared'])).frequencies.get('shared')).toBe(1);
      for (const other of others) await store.deleteCollection(other);
      expect(await store.count(home)).toBe(1);
    });

    test('what cannot be part of a collection is refused before anything is written', async () => {
      const collection = newCollection();
      const fine = point('fine');
      for (const wrong of [
        point('short', { vector: new Float32Array([1]) }),
        point('long', { vector: new Float32Array(dimensions).fill(1) }),
        point('nan', { vector: new Float32Array(dimensions).fill(NaN) }),
        point('space', { terms: ['two words'] }),
        point('revision', { revision: 1.5 }),
        point(''),
      ]) {
        await expect(store.upsert(collection, [fine, wrong])).rejects.toThrow();
      }
      await expect(store.searchDense(collection, new Float32Array([1]), { limit: 1 })).rejects.toThrow();
      for (const id of ['../../etc', 'a/b', 'a.b', '', 'a\0b', "'; --"]) {
        await expect(store.count({ ...collection, organizationId: id })).rejects.toThrow();
        await expect(store.upsert({ ...collection, knowledgeBaseId: id }, [fine])).rejects.toThrow();
      }
      expect(await store.count(collection)).toBe(0);
    });

    test('deletions take the revisions they name and nothing else', async () => {
      const collection = newCollection();
      const revisions = ['a', 'b', 'c'].flatMap((itemId) =>
        [1, 2, 3].map((revision) =>
          point(`${itemId}${revision}`, { itemId, revision, terms: ['t', itemId] }),
        ),
      );
      await store.upsert(collection, revisions);
      await store.deleteItems(collection, [
        { itemId: 'a', beforeRevision: 3 },
        { itemId: 'b', beforeRevision: 2 },
        { itemId: 'c' },
        { itemId: 'unknown' },
      ]);
      expect(await collect(store.items(collection))).toEqual([
        { itemId: 'a', revision: 3, points: 1 },
        { itemId: 'b', revision: 2, points: 1 },
        { itemId: 'b', revision: 3, points: 1 },
      ]);
      expect(idsOf(await store.searchDense(collection, axis(0), { limit: 10 }))).toEqual(['a3', 'b2', 'b3']);
      expect(idsOf(await store.searchLexical(collection, ['t'], { limit: 10 }))).toEqual(['a3', 'b2', 'b3']);
      expect(await store.termStatistics(collection, ['t', 'c'])).toEqual({
        total: 3,
        frequencies: new Map([
          ['t', 3],
          ['c', 0],
        ]),
      });
      expect([...(await store.vectors(collection, ['a1', 'a3', 'c1'])).keys()]).toEqual(['a3']);
    });

    test('a deleted collection is gone, and its name can be used again', async () => {
      const collection = newCollection();
      await store.upsert(collection, [point('old', { terms: ['t'] })]);
      await store.deleteCollection(collection);
      expect(await store.count(collection)).toBe(0);
      expect(await store.searchLexical(collection, ['t'], { limit: 5 })).toEqual([]);
      await store.upsert(collection, [point('new', { terms: ['t'] })]);
      expect(idsOf(await store.searchLexical(collection, ['t'], { limit: 5 }))).toEqual(['new']);
    });

    test('writes of many callers at once all arrive, in the order they were asked for', async () => {
      const collection = newCollection();
      const writes = Array.from({ length: 40 }, (_, item) => {
        const made = (revision: number) =>
          [0, 1, 2].map((n) => point(`${item}-${revision}-${n}`, { itemId: `i${item}`, revision }));
        return [
          store.upsert(collection, made(1)),
          store.deleteItems(collection, [{ itemId: `i${item}` }]),
          store.upsert(collection, made(2)),
          store.deleteItems(collection, [{ itemId: `i${item}`, beforeRevision: 2 }]),
          ...(item % 2 ? [store.deleteItems(collection, [{ itemId: `i${item}` }])] : []),
        ];
      });
      await Promise.all(writes.flat());
      const left = await collect(store.items(collection));
      expect(left).toHaveLength(20);
      expect(
        left.every(({ itemId, revision, points }) => {
          return Number(itemId.slice(1)) % 2 === 0 && revision === 2 && points === 3;
        }),
      ).toBe(true);
    });

    test('strings that are hostile to a query language are only strings', async () => {
      const collection = newCollection();
      const strings = [
        `o'brien`,
        `''`,
        `'); DROP TABLE x; --`,
        `100%`,
        `_`,
        `a"b`,
        `\\`,
        `\\'`,
        `日本語`,
        `🙂`,
        `é`,
        `NULL`,
        `[1]`,
        `$1`,
        `*`,
        `a:b^2~`,
      ];
      const asTerm = (text: string) => text.replaceAll(' ', '_');
      await store.upsert(
        collection,
        strings.map((text, index) =>
          point(text, { itemId: text, tags: [text], terms: [asTerm(text)], vector: axis(index) }),
        ),
      );
      for (const [index, text] of strings.entries()) {
        expect(idsOf(await store.searchLexical(collection, [asTerm(text)], { limit: 20 }))).toEqual([text]);
        const tagged = await store.searchDense(collection, axis(index), { limit: 20, tags: [text] });
        expect(idsOf(tagged)).toEqual([text]);
        const { frequencies } = await store.termStatistics(collection, [asTerm(text)]);
        expect([...frequencies]).toEqual([[asTerm(text), 1]]);
        expect([...(await store.vectors(collection, [text]))]).toEqual([[text, axis(index)]]);
      }
      await store.deleteItems(
        collection,
        strings.slice(1).map((itemId) => ({ itemId })),
      );
      expect(await collect(store.items(collection))).toEqual([
        { itemId: strings[0], revision: 1, points: 1 },
      ]);
    });

    describeReading(() => store);
    describeExactness(() => store);

    test('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
