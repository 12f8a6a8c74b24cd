import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { describeWithQdrant } from '../../test/doubles/qdrant-shim/describe-with-qdrant.js';
import { startQdrantShim, type QdrantShim } from '../../test/doubles/qdrant-shim/qdrant-shim.js';
import { axis, collect, newCollection, point, randomPoints } from './contract-fixtures.js';
import { qdrantAddress } from './qdrant/address.js';
import { pointId } from './qdrant/point-id.js';
import { termVector } from './qdrant/terms.js';
import { createQdrantStore } from './qdrant.store.js';
import type { CollectionRef, VectorStore } from './vector-store.js';

type Body = Record<string, unknown> & { filter?: { must?: unknown[] } };

await describeWithQdrant('What Qdrant is asked', () => {
  let shim: QdrantShim;
  let store: VectorStore;
  beforeAll(async () => {
    shim = await startQdrantShim();
    store = await createQdrantStore({ url: shim.url, writer: true, quantization: 'scalar' });
  });
  beforeEach(() => shim.forget());
  afterAll(async () => {
    await store?.close();
    await shim?.stop();
  });

  const tenantOf = ({ organizationId, knowledgeBaseId, generation }: CollectionRef) => [
    { key: 'organizationId', match: { value: organizationId } },
    { key: 'knowledgeBaseId', match: { value: knowledgeBaseId } },
    { key: 'generation', match: { value: generation } },
  ];
  /** Every part of a body that finds points: the query itself and whatever feeds it. */
  const finders = (body: Body): Body[] => {
    const nested = [...((body.searches ?? []) as Body[]), ...((body.prefetch ?? []) as Body[])];
    return [...(body.searches ? [] : [body]), ...nested.flatMap(finders)];
  };

  test('every request that reads or deletes points names organisation, knowledge base and generation', async () => {
    const collection = newCollection();
    await store.upsert(collection, randomPoints(50, 1));
    const options = { limit: 5, tags: ['tag-1'] };
    await store.searchDense(collection, axis(0), options);
    await store.searchLexical(collection, ['w1', 'w2'], options);
    await store.searchHybrid(collection, { vector: axis(0), terms: ['w1'] }, options);
    await store.termStatistics(collection, ['w1']);
    await store.vectors(collection, ['p1', 'p2']);
    await store.count(collection);
    await collect(store.items(collection));
    await collect(store.points(collection));
    await store.deleteItems(collection, [{ itemId: 'a' }, { itemId: 'b', beforeRevision: 3 }]);
    await store.deleteCollection(collection);

    const asked = (await shim.requests()).filter(({ path }) => /\/(points\/\w+|batch|facet)$/.test(path));
    const kinds = new Set(asked.map(({ path }) => path.replace(/^\/collections\/[^/]+/, '')));
    expect([...kinds].sort()).toEqual([
      '/facet',
      '/points/count',
      '/points/delete',
      '/points/query/batch',
      '/points/scroll',
    ]);
    for (const { body } of asked)
      for (const finder of finders(body as Body))
        expect(finder.filter?.must?.slice(0, 3)).toEqual(tenantOf(collection));
  });

  test('a hybrid search finds all its candidates by one request', async () => {
    const collection = newCollection();
    await store.upsert(collection, randomPoints(300, 2));
    await shim.forget();
    await store.searchHybrid(collection, { vector: axis(0), terms: ['w1', 'w2'] }, { limit: 50 });
    const paths = (await shim.requests()).map(({ path }) => path.split('/').slice(3).join('/'));
    // The counts of the two terms and the lengths go beside it.
    expect(paths.sort()).toEqual(['facet', 'points/count', 'points/count', 'points/query/batch']);
  });

  test('the collection is laid out for many tenants', async () => {
    await store.upsert(newCollection({ model: 'Model/of ours:v2' }), [point('p')]);
    const requests = await shim.requests();
    const created = requests.find(
      ({ method, path }) => method === 'PUT' && /^\/collections\/[^/]+$/.test(path),
    );
    expect(created?.path).toMatch(/^\/collections\/knowledge-Model-of-ours-v2-32-[0-9a-f]{12}-v1$/);
    expect(created?.body).toMatchObject({
      vectors: { dense: { size: 32, distance: 'Cosine', on_disk: true } },
      sparse_vectors: { terms: { modifier: 'idf' } },
      hnsw_config: { m: 0, payload_m: 16 },
      quantization_config: { scalar: { type: 'int8', always_ram: true } },
    });
    const indexes = requests.filter(({ path }) => path.endsWith('/index')).map(({ body }) => body);
    expect(indexes).toContainEqual({
      field_name: 'organizationId',
      field_schema: { type: 'keyword', is_tenant: true, enable_hnsw: false },
    });
    const written = requests.find(({ method, path }) => method === 'PUT' && path.endsWith('/points'));
    expect(written?.path).toMatch(/^\/collections\/knowledge-Model-of-ours-v2-32-[0-9a-f]{12}\/points$/);
  });
});

describe('Qdrant without a server', () => {
  test('two organisations, knowledge bases and generations never share a point', () => {
    const home = newCollection();
    const ids = [
      pointId(home, 'p'),
      pointId(home, 'q'),
      pointId({ ...home, organizationId: 'other' }, 'p'),
      pointId({ ...home, knowledgeBaseId: 'other' }, 'p'),
      pointId({ ...home, generation: 2 }, 'p'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(pointId({ ...home }, 'p')).toBe(ids[0]);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('a term has the same place in every process, and weighs less in a long text', () => {
    const { indices, values } = termVector(['tree', 'leaf', 'tree']);
    expect(indices).toEqual([2154126760, 2558100033]);
    expect(values[0]).toBeGreaterThan(values[1] ?? NaN);
    const long = termVector(['tree', ...Array.from({ length: 300 }, (_, n) => `w${n}`)]);
    expect(long.values[0]).toBeLessThan(values[1] ?? NaN);
    expect(termVector([])).toEqual({ indices: [], values: [] });
  });

  test.each([
    ['http://localhost:6333', { host: 'localhost', port: 6333, https: false, prefix: '' }],
    ['http://qdrant', { host: 'qdrant', port: 6333, https: false, prefix: '' }],
    ['https://x.example.org:443/db/', { host: 'x.example.org', port: 443, https: true, prefix: '/db' }],
    ['https://x.example.org:6334', { host: 'x.example.org', port: 6334, https: true, prefix: '' }],
    ['http://[::1]:7000', { host: '[::1]', port: 7000, https: false, prefix: '' }],
  ])('%s is taken apart', (url, address) => {
    expect(qdrantAddress(url)).toEqual(address);
  });
});
