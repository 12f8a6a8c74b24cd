import { connect, type Connection, type Table } from '@lancedb/lancedb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dimensions, randomNumbers, randomPoints, referenceDense, unitVector } from '../contract-fixtures.js';
import { needsOptimizing, optimizeTable } from './maintenance.js';
import { toArrow } from './rows.js';
import { ensureIndexes, pointSchema } from './schema.js';
import { searchDense } from './search.js';

let directory: string;
let connection: Connection;
let table: Table;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vectors-'));
  connection = await connect(directory, { readConsistencyInterval: 0 });
  table = await connection.createEmptyTable('t', pointSchema(dimensions));
  await ensureIndexes(table);
});
afterEach(async () => {
  table.close();
  connection.close();
  await rm(directory, { recursive: true, force: true });
});
const add = (count: number, prefix: string) => table.add(toArrow(randomPoints(count, 1, prefix), dimensions));
const files = async (folder: string) => (await readdir(join(directory, 't.lance', folder))).sort();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('upkeep', () => {
  test('is due after many rows or many small commits, and not after it was done', async () => {
    await add(1_000, 'a');
    expect(await needsOptimizing(table)).toBe(false);
    await add(1_001, 'b');
    expect(await needsOptimizing(table)).toBe(true);
    await optimizeTable(table);
    expect(await needsOptimizing(table)).toBe(false);
    for (let commit = 0; commit < 40; commit++) await add(1, `c${commit}-`);
    expect(await needsOptimizing(table)).toBe(true);
    await optimizeTable(table);
    expect(await needsOptimizing(table)).toBe(false);
    expect(await table.countRows()).toBe(2_041);
  });

  test('keeps the version that readers had until now, however old, and removes it when they cannot have it', async () => {
    for (const prefix of ['a', 'b', 'c']) await add(100, prefix);
    const version = await table.version();
    const reader = await connection.openTable('t', undefined, { version });
    await pause(300);
    await optimizeTable(table, 200);
    expect(await reader.countRows("item <> 'x'")).toBe(300);
    expect(await reader.query().select(['terms']).toArray()).toHaveLength(300);
    const dataFiles = await files('data');
    expect(dataFiles.length).toBeGreaterThan(1);
    await pause(300);
    await optimizeTable(table, 200);
    expect((await files('data')).length).toBeLessThan(dataFiles.length);
    expect(await table.countRows()).toBe(300);
  });

  test('large tables get a vector index whose answers are nearly exact; it is replaced when they have outgrown it', async () => {
    const points = randomPoints(20_000, 1, 'a');
    await table.add(toArrow(points, dimensions));
    await optimizeTable(table);
    const vectorIndexes = async () =>
      (await table.listIndices()).filter(({ columns }) => columns.includes('vector')).map(({ name }) => name);
    expect(await vectorIndexes()).toEqual(['vector_ivf_141']);

    const random = randomNumbers(5);
    let found = 0;
    for (let round = 0; round < 20; round++) {
      const query = unitVector(random);
      const hits = await searchDense(table, query, { limit: 10 });
      const nearest = new Set(
        referenceDense(points, query)
          .slice(0, 10)
          .map(({ id }) => id),
      );
      found += hits.filter(({ id }) => nearest.has(id)).length;
    }
    expect(found / 200).toBeGreaterThan(0.9); // of random vectors, the hardest: nothing to cluster by

    await add(20_000, 'b');
    await optimizeTable(table);
    expect(await vectorIndexes()).toEqual(['vector_ivf_141']);
    for (const prefix of ['c', 'd']) await add(20_000, prefix);
    await optimizeTable(table);
    expect(await vectorIndexes()).toEqual(['vector_ivf_283']);
  });
});
