import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeWithQdrant } from '../../test/doubles/qdrant-shim/describe-with-qdrant.js';
import { startQdrantShim, type QdrantShim } from '../../test/doubles/qdrant-shim/qdrant-shim.js';
import { freePort } from '../../test/helpers/platform.js';
import { axis, collect, idsOf, newCollection, point, randomPoints } from './contract-fixtures.js';
import { createQdrantStore, type QdrantStoreOptions } from './qdrant.store.js';
import type { VectorStore } from './vector-store.js';

await describeWithQdrant('Qdrant in trouble', () => {
  let shim: QdrantShim;
  let store: VectorStore;
  const apiKey = 'the right key';
  const open = (options: Partial<QdrantStoreOptions> = {}) =>
    createQdrantStore({
      ...{ url: shim.url, apiKey, writer: true, patienceMs: 0, firstDelay: 5 },
      timeouts: { read: 2_000, write: 2_000 },
      ...options,
    });
  beforeAll(async () => {
    shim = await startQdrantShim({ apiKey });
    store = await open();
  });
  afterEach(() => shim.fail());
  afterAll(async () => {
    await store?.close();
    await shim?.stop();
  });

  test.each([
    ['is too busy', { status: 429 }],
    ['is too busy and says until when', { status: 429, retryAfter: 1 }],
    ['has an accident', { status: 500 }],
    ['is away', { status: 503 }],
    ['hangs up', { drop: true }],
  ])('what fails while the server %s is repeated, and nothing is written twice', async (_, fault) => {
    const collection = newCollection();
    await shim.fail({ ...fault, path: '/points', times: 2 });
    await store.upsert(collection, randomPoints(100, 1));
    await shim.fail({ ...fault, path: '/points', times: 1 });
    expect(await store.count(collection)).toBe(100);
    await shim.fail({ ...fault, path: '/points/delete', times: 2 });
    await store.deleteItems(collection, [{ itemId: 'p-item-0' }]);
    expect(await store.count(collection)).toBe(90);
  });

  test('a write that was applied although its answer came too late is not applied twice', async () => {
    const collection = newCollection();
    const slow = await open({ timeouts: { read: 5_000, write: 400 } });
    await slow.upsert(collection, [point('first')]);
    await shim.fail({ path: '/points', delayMs: 900, times: 1 });
    await slow.upsert(collection, [point('a'), point('b')]);
    expect(await slow.count(collection)).toBe(3);
    await slow.close();
  });

  test('what fails for long is told as the store being away, not as an empty result', async () => {
    const collection = newCollection();
    await store.upsert(collection, [point('p', { terms: ['a'] })]);
    await shim.fail({ path: '/points|/facet', status: 503, times: 1_000 });
    const away = { code: 'SERVICE_UNAVAILABLE' };
    await expect(store.searchDense(collection, axis(0), { limit: 1 })).rejects.toMatchObject(away);
    await expect(store.searchLexical(collection, ['a'], { limit: 1 })).rejects.toMatchObject(away);
    await expect(
      store.searchHybrid(collection, { vector: axis(0), terms: ['a'] }, { limit: 1 }),
    ).rejects.toMatchObject(away);
    await expect(store.count(collection)).rejects.toMatchObject(away);
    await expect(collect(store.items(collection))).rejects.toMatchObject(away);
    await expect(store.upsert(collection, [point('q')])).rejects.toMatchObject(away);
    await shim.fail();
    expect(idsOf(await store.searchDense(collection, axis(0), { limit: 5 }))).toEqual(['p']);
    await store.upsert(collection, [point('q')]);
    expect(await store.count(collection)).toBe(2);
  });

  test('a request that is wrong is not repeated', async () => {
    const collection = newCollection();
    await store.upsert(collection, [point('p')]);
    await shim.fail({ path: '/points/count', status: 400, times: 1 });
    await expect(store.count(collection)).rejects.toThrow('answered 400');
    expect(await store.count(collection)).toBe(1);
  });

  test('a collection that somebody dropped is made again by the next write', async () => {
    const collection = newCollection({ model: 'dropped' });
    await store.upsert(collection, [point('p')]);
    const requests = (await shim.requests()).map(({ path }) => path);
    const name = requests.findLast((path) => /^\/collections\/knowledge-dropped-[^/]*-v1$/.test(path));
    await fetch(`${shim.url}${name}`, { method: 'DELETE', headers: { 'api-key': apiKey } });
    expect(await store.count(collection)).toBe(0);
    await store.upsert(collection, [point('q')]);
    expect(await store.count(collection)).toBe(1);
  });

  test('a collection that was left half made is completed', async () => {
    const collection = newCollection({ model: 'half' });
    await shim.fail({ path: '/collections/[^/]*half[^/]*/index', status: 400, times: 1 });
    await expect(store.upsert(collection, [point('p', { terms: ['a'] })])).rejects.toThrow('400');
    await shim.fail({ path: '/collections/aliases', status: 400, times: 1 });
    await expect(store.upsert(collection, [point('p', { terms: ['a'] })])).rejects.toThrow('400');
    const other = await open();
    await other.upsert(collection, [point('p', { terms: ['a'] })]);
    expect(idsOf(await store.searchLexical(collection, ['a'], { limit: 1 }))).toEqual(['p']);
    await other.close();
  });

  test('two processes that make the same collection at once both succeed', async () => {
    const collection = newCollection({ model: 'raced' });
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()));
    await Promise.all(stores.map((one, n) => one.upsert(collection, [point(`p${n}`)])));
    expect(await store.count(collection)).toBe(4);
    await Promise.all(stores.map((one) => one.close()));
  });

  test('the health check tells the truth', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
    await shim.fail({ status: 503, times: 100 });
    await expect(store.ping()).rejects.toThrow(/^Qdrant at http:\/\/127\.0\.0\.1:\d+ answered 503/);
    await shim.fail({ status: 401, times: 1 });
    await expect(store.ping()).rejects.toThrow('refuses the QDRANT_API_KEY (401)');
  });

  test('a wrong key, address or server is told by name when the store is opened', async () => {
    await expect(open({ apiKey: 'wrong' })).rejects.toThrow('QDRANT_API_KEY: Qdrant at http://127.0.0.1');
    await expect(open({ apiKey: undefined })).rejects.toThrow('refuses the QDRANT_API_KEY (401)');
    const nobody = `http://127.0.0.1:${await freePort()}`;
    await expect(open({ url: nobody })).rejects.toThrow(
      `QDRANT_URL: Qdrant at ${nobody} cannot be reached (ECONNREFUSED)`,
    );
    const other = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    const { port } = await new Promise<AddressInfo>((done) =>
      other.once('listening', () => done(other.address() as AddressInfo)),
    );
    await expect(open({ url: `http://127.0.0.1:${port}` })).rejects.toThrow(
      'does not answer like a Qdrant server',
    );
    await new Promise((done) => other.close(done));
    const old = await startQdrantShim({ version: '1.9.2' });
    await expect(open({ url: old.url })).rejects.toThrow('is older than 1.13');
    await old.stop();
  });

  test('a server that is only starting is waited for', async () => {
    await shim.fail({ status: 503, times: 8 });
    const patient = await open({ patienceMs: 30_000 });
    await expect(patient.ping()).resolves.toBeUndefined();
    await patient.close();
  });
});
