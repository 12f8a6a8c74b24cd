import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '@lancedb/lancedb';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axis, collect, dimensions, idsOf, newCollection, point, randomPoints } from './contract-fixtures.js';
import { createLanceStore } from './lancedb.store.js';
import { pointSchema } from './lancedb/schema.js';
import { tableName } from './lancedb/table-name.js';
import type { VectorStore } from './vector-store.js';

let directory: string;
let writer: VectorStore;
let reader: VectorStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vectors-'));
  writer = await createLanceStore({ directory, writer: true });
  reader = await createLanceStore({ directory, writer: false, openTables: 2 });
});
afterEach(async () => {
  await Promise.all([writer.close(), reader.close()]);
  await rm(directory, { recursive: true, force: true });
});

describe('a writer and readers over one folder', () => {
  test('a reader sees every commit at once: creation, change, deletion, drop and creation anew', async () => {
    const collection = newCollection();
    for (let round = 0; round < 3; round++) {
      expect(await reader.count(collection)).toBe(0);
      await writer.upsert(collection, [point('p', { terms: [`round${round}`] })]);
      expect(idsOf(await reader.searchLexical(collection, [`round${round}`], { limit: 5 }))).toEqual(['p']);
      await writer.upsert(collection, [point('q', { vector: axis(1), itemId: 'other' })]);
      expect(idsOf(await reader.searchDense(collection, axis(1), { limit: 1 }))).toEqual(['q']);
      await writer.deleteItems(collection, [{ itemId: 'item' }]);
      expect(await collect(reader.items(collection))).toEqual([{ itemId: 'other', revision: 1, points: 1 }]);
      await writer.deleteCollection(collection);
      expect(await reader.searchDense(collection, axis(1), { limit: 1 })).toEqual([]);
    }
    expect(await readdir(directory)).toEqual([]);
  });

  test('a reader writes nothing', async () => {
    const collection = newCollection();
    const refusal = 'only reads';
    await expect(reader.upsert(collection, [point('p')])).rejects.toThrow(refusal);
    await expect(reader.deleteItems(collection, [{ itemId: 'a' }])).rejects.toThrow(refusal);
    await expect(reader.deleteCollection(collection)).rejects.toThrow(refusal);
    await expect(reader.optimize(collection)).rejects.toThrow(refusal);
  });

  test('more collections are searched at the same time than tables are kept open', async () => {
    const collections = Array.from({ length: 8 }, () => newCollection());
    await Promise.all(collections.map((ref, index) => writer.upsert(ref, [point(`p${index}`)])));
    for (let round = 0; round < 3; round++) {
      const hits = await Promise.all(
        collections.map((ref) => reader.searchDense(ref, axis(0), { limit: 5 })),
      );
      expect(hits.map(idsOf)).toEqual(collections.map((_, index) => [`p${index}`]));
    }
  });

  test('optimising and writing do not disturb searches', async () => {
    const collection = newCollection();
    const points = randomPoints(2_000, 3);
    await writer.upsert(collection, points);
    let writing = true;
    const search = async () => {
      let searches = 0;
      while (writing) {
        expect(await reader.searchDense(collection, axis(0), { limit: 5 })).toHaveLength(5);
        expect((await reader.searchLexical(collection, ['w1', 'w2'], { limit: 5 })).length).toBe(5);
        expect((await collect(reader.items(collection))).length).toBe(200);
        searches++;
      }
      return searches;
    };
    const searching = [search(), search()];
    for (let round = 0; round < 8; round++) {
      await writer.upsert(collection, points.slice(round * 200, (round + 1) * 200));
      await writer.optimize(collection);
    }
    writing = false;
    for (const searches of await Promise.all(searching)) expect(searches).toBeGreaterThan(0);
    expect(await reader.count(collection)).toBe(2_000);
  });

  test('a stream of items that is left early does no harm', async () => {
    const collection = newCollection();
    await writer.upsert(collection, randomPoints(500, 3));
    for await (const { itemId } of reader.items(collection)) {
      expect(itemId).toBe('p-item-0');
      break;
    }
    expect(await reader.count(collection)).toBe(500);
  });

  test('a second writer by mistake makes no second copies', async () => {
    const collection = newCollection();
    const second = await createLanceStore({ directory, writer: true });
    await writer.upsert(collection, [point('first')]);
    const points = randomPoints(200, 4);
    await Promise.all([writer, second].map((store) => store.upsert(collection, points)));
    expect(await reader.count(collection)).toBe(201);
    await second.close();
  });

  test('a table that a crash left without its indexes reads as empty and is completed by the next write', async () => {
    const collection = newCollection();
    const connection = await connect(directory);
    (await connection.createEmptyTable(tableName(collection), pointSchema(dimensions))).close();
    expect(await reader.searchLexical(collection, ['t'], { limit: 5 })).toEqual([]);
    expect(await reader.searchDense(collection, axis(0), { limit: 5 })).toEqual([]);
    await writer.upsert(collection, [point('p', { terms: ['t'] })]);
    expect(idsOf(await reader.searchLexical(collection, ['t'], { limit: 5 }))).toEqual(['p']);
  });

  test('a folder of a table that never came to be is no obstacle', async () => {
    const collection = newCollection();
    await mkdir(join(directory, `${tableName(collection)}.lance`, 'data'), { recursive: true });
    expect(await reader.count(collection)).toBe(0);
    await writer.upsert(collection, [point('p')]);
    expect(await reader.count(collection)).toBe(1);
  });

  test('what a crash left half dropped is removed at the next start', async () => {
    await mkdir(join(directory, 'a.b.g1.0.dropped-1', 'data'), { recursive: true });
    await createLanceStore({ directory, writer: true }).then((store) => store.close());
    expect(await readdir(directory)).toEqual([]);
  });

  test('closing writes what was asked for, then refuses', async () => {
    const collection = newCollection();
    const pending = writer.upsert(collection, [point('p')]);
    await writer.close();
    await pending;
    expect(await reader.count(collection)).toBe(1);
    await expect(writer.upsert(collection, [point('q')])).rejects.toThrow('closed');
    await expect(writer.count(collection)).rejects.toThrow('closed');
    await expect(writer.ping()).rejects.toThrow('closed');
  });

  test('a ping rejects when the folder is gone', async () => {
    await rm(directory, { recursive: true });
    await expect(reader.ping()).rejects.toThrow('ENOENT');
  });
});
