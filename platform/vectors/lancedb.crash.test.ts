import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transformFile } from '@swc/core';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { collect, newCollection, randomPoints } from './contract-fixtures.js';
import { createLanceStore } from './lancedb.store.js';

const root = resolve(import.meta.dirname, '../..');
const batches = 40;
const batchSize = 100;

/** Writes batch after batch, optimises now and then, and reports each batch that has been acknowledged. */
const writerScript = `
import { createLanceStore } from './platform/vectors/lancedb.store.js';
import { randomPoints } from './platform/vectors/contract-fixtures.js';
const [directory, collection] = process.argv.slice(2);
const store = await createLanceStore({ directory, writer: true });
const ref = JSON.parse(collection);
for (let batch = 0; batch < ${batches}; batch++) {
  await store.upsert(ref, randomPoints(${batchSize}, batch, 'b' + batch + '-'));
  console.log(batch);
  if (batch % 8 === 7) await store.optimize(ref);
}
`;

let compiled: string;
beforeAll(async () => {
  compiled = await mkdtemp(join(tmpdir(), 'vectors-compiled-'));
  for (const folder of ['platform/vectors', 'platform/errors']) await compile(folder);
  await symlink(join(root, 'node_modules'), join(compiled, 'node_modules'));
  await writeFile(join(compiled, 'package.json'), '{"type":"module"}');
  await writeFile(join(compiled, 'writer.js'), writerScript);
});
afterAll(() => rm(compiled, { recursive: true, force: true }));

async function compile(folder: string): Promise<void> {
  const sources = await readdir(join(root, folder), { recursive: true });
  for (const source of sources.filter((name) => name.endsWith('.ts') && !name.includes('.test.'))) {
    const { code } = await transformFile(join(root, folder, source), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    const target = join(compiled, folder, source.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
}

/** Runs the writer and kills it `delay` milliseconds after its `after`th batch. @returns batches acknowledged */
async function killedWriter(args: string[], after: number, delay: number): Promise<number> {
  const child = spawn(process.execPath, [join(compiled, 'writer.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('close', done));
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line) + 1;
    if (acknowledged === after) setTimeout(() => child.kill('SIGKILL'), delay);
  }
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  return acknowledged;
}

describe('a writer that is killed', () => {
  test.each([
    { after: 1, delay: 0 },
    { after: 3, delay: 70 },
    { after: 8, delay: 5 },
    { after: 8, delay: 30 },
    { after: 17, delay: 60 },
  ])(
    'after batch $after + $delay ms loses nothing and a repeat makes no copies',
    async ({ after, delay }) => {
      const directory = await mkdtemp(join(tmpdir(), 'vectors-'));
      const collection = newCollection();
      const acknowledged = await killedWriter([directory, JSON.stringify(collection)], after, delay);

      const reader = await createLanceStore({ directory, writer: false });
      const before = await collect(reader.items(collection));
      const stored = before.reduce((sum, { points }) => sum + points, 0);
      expect(stored % batchSize).toBe(0); // a batch is there whole or not at all
      expect(stored).toBeGreaterThanOrEqual(acknowledged * batchSize);
      expect(stored).toBeLessThan(batches * batchSize);

      const writer = await createLanceStore({ directory, writer: true });
      const all = Array.from({ length: batches }, (_, batch) => randomPoints(batchSize, batch, `b${batch}-`));
      await Promise.all(all.map((points) => writer.upsert(collection, points)));
      await writer.optimize(collection);
      expect(await reader.count(collection)).toBe(batches * batchSize);
      const ids = all.flat().map(({ id }) => id);
      expect((await reader.vectors(collection, ids)).size).toBe(ids.length);
      const items = await collect(reader.items(collection));
      expect(items).toHaveLength((batches * batchSize) / 10);
      expect(items.every(({ points }) => points === 10)).toBe(true);
      await Promise.all([reader.close(), writer.close()]);
      await rm(directory, { recursive: true, force: true });
    },
  );
});
