import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { unique } from '../../test/helpers/given.js';
import { absentRedis } from '../../test/helpers/kit-app.js';
import { eventually } from '../../test/helpers/leftovers.js';
import { storeUrls } from '../../test/helpers/stores.js';
import { createLogger } from '../../platform/logging/logger.js';
import { createRedis, untilReady } from '../../platform/redis/redis.js';
import { createResultCache, type ResultCache } from './result-cache.js';

const logger = createLogger({ name: 'test', level: 'silent' });
const today = [new Date().toISOString().slice(0, 10)];
let redis: Redis;
let settings: ReturnType<typeof settingsWith>;
let cache: ResultCache;
let organizationId: string;

const settingsWith = (values = {}) => {
  const lifetimes = { summarizationTtl: 60, searchTtl: 60, chatTtl: 60, embeddingsTtl: 60 };
  // A version that no other test has, so that the entries of this one are counted alone.
  return {
    version: Math.floor(Math.random() * 1e9),
    cache: { enabled: true, ...lifetimes, ...values },
  };
};

beforeAll(async () => {
  redis = createRedis({ url: storeUrls('platform').redis, logger });
  await untilReady(redis);
  settings = settingsWith();
  cache = createResultCache({ redis, settings: { current: () => settings }, logger });
});
beforeEach(() => {
  settings = settingsWith();
  organizationId = unique();
});
afterAll(() => redis.disconnect());

const counted = () => {
  let calls = 0;
  return { make: async () => ({ made: ++calls }), calls: () => calls };
};
const statistics = async (days = today) => (await cache.statistics({ days, organizationId })).search;

test('an answer is made once, kept for its lifetime, and every lookup is counted', async () => {
  const { make } = counted();
  const input = { query: 'a', limit: 3 };
  expect(await statistics()).toEqual({ size: 0, hits: 0, misses: 0, hitRate: null });
  const first = await cache.through('search', { organizationId, input }, make);
  const second = await cache.through('search', { organizationId, input: { query: 'a', limit: 3 } }, make);
  expect([first, second]).toEqual([{ made: 1 }, { made: 1 }]);
  await eventually(async () =>
    expect(await statistics()).toEqual({ size: 1, hits: 1, misses: 1, hitRate: 0.5 }),
  );
  expect(await statistics([])).toMatchObject({ size: 1, hits: 0, misses: 0, hitRate: null });
});

test('what differs in organisation, feature, input or version of the configuration is another entry', async () => {
  const { make, calls } = counted();
  const key = { organizationId, input: 'a' };
  await cache.through('search', key, make);
  await cache.through('search', { ...key, organizationId: unique() }, make);
  await cache.through('chat', key, make);
  await cache.through('search', { ...key, input: 'b' }, make);
  expect((await statistics()).size).toBe(2);
  settings = { ...settings, version: settings.version + 1 };
  expect((await statistics()).size).toBe(0);
  await cache.through('search', key, make);
  expect(calls()).toBe(5);
  expect((await statistics()).size).toBe(1);
});

test('an entry whose lifetime is over is made anew and does not count as kept', async () => {
  const { make, calls } = counted();
  settings = settingsWith({ searchTtl: 1 });
  await cache.through('search', { organizationId, input: 'a' }, make);
  await sleep(1_100);
  expect((await statistics()).size).toBe(0);
  await cache.through('search', { organizationId, input: 'a' }, make);
  expect(calls()).toBe(2);
});

test('what is not to be kept is not kept, nor anything while the cache is off', async () => {
  const { make, calls } = counted();
  const key = { organizationId, input: 'a' };
  for (let round = 0; round < 2; round++)
    await cache.through('search', key, make, { keep: ({ made }) => made > 1 });
  expect(await cache.through('search', key, make)).toEqual({ made: 2 });
  settings = settingsWith({ enabled: false });
  await cache.through('search', key, make);
  settings = settingsWith({ searchTtl: 0 });
  await cache.through('search', key, make);
  expect(calls()).toBe(4);
  await expect(cache.through('search', key, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('of several inputs only those that are missing are made, in their order', async () => {
  const asked: string[][] = [];
  const make = async (missing: string[]) => {
    asked.push(missing);
    return missing.map((text) => `${text}!`);
  };
  const each = (...inputs: string[]) => cache.throughEach('embeddings', { organizationId, inputs }, make);
  expect(await each('a', 'b')).toEqual(['a!', 'b!']);
  expect(await each('c', 'a', 'd')).toEqual(['c!', 'a!', 'd!']);
  expect(await each('a')).toEqual(['a!']);
  expect(asked).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  await eventually(async () =>
    expect((await cache.statistics({ days: today, organizationId })).embeddings).toEqual({
      ...{ size: 4, hits: 2, misses: 4 },
      hitRate: 1 / 3,
    }),
  );
});

test('without its store the cache is only never of use', async () => {
  const absent = absentRedis();
  const away = createResultCache({ redis: absent, settings: { current: () => settings }, logger });
  const { make, calls } = counted();
  for (let round = 0; round < 2; round++) await away.through('search', { organizationId, input: 'a' }, make);
  expect(calls()).toBe(2);
  expect((await away.statistics({ days: today })).search).toEqual({
    ...{ size: null, hits: null, misses: null, hitRate: null },
  });
  absent.disconnect();
});
