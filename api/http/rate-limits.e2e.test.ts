import { afterEach, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { once } from 'node:events';
import { unique } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';
import { defaultRateLimits } from '../../platform/config/rate-limit.config.js';
import { createLogger } from '../../platform/logging/logger.js';
import { createRedis, untilReady } from '../../platform/redis/redis.js';
import { createRateLimiter, RateLimitExceeded, type RateLimiter } from './rate-limits.js';

const open: Redis[] = [];
afterEach(() => open.splice(0).forEach((redis) => redis.disconnect()));

/** A limiter as a process of its own has it. */
async function limiterOfAProcess(
  points: number,
  seconds = 60,
): Promise<{ limiter: RateLimiter; redis: Redis }> {
  const redis = createRedis({
    url: storeUrls('').redis,
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
  open.push(redis);
  await untilReady(redis);
  const conversation = { caller: { points, seconds }, organization: null };
  return { limiter: createRateLimiter({ redis, limits: { ...defaultRateLimits, conversation } }), redis };
}

const countAtOnce = async (limiter: RateLimiter, caller: string, requests: number) => {
  const settled = await Promise.allSettled(
    Array.from({ length: requests }, () => limiter.consume('conversation', { caller })),
  );
  return {
    allowed: settled.filter(({ status }) => status === 'fulfilled').length,
    refused: settled.filter((one) => one.status === 'rejected' && one.reason instanceof RateLimitExceeded)
      .length,
  };
};

test('processes count together, exactly, whatever comes at once', async () => {
  const [one, two] = [await limiterOfAProcess(20), await limiterOfAProcess(20)];
  const caller = unique();
  const counts = await Promise.all([
    countAtOnce(one.limiter, caller, 30),
    countAtOnce(two.limiter, caller, 30),
  ]);
  expect(counts[0].allowed + counts[1].allowed).toBe(20);
  expect(counts[0].refused + counts[1].refused).toBe(40);
});

test('a window ends and the caller is allowed again', async () => {
  const { limiter } = await limiterOfAProcess(1, 1);
  const caller = unique();
  expect(await countAtOnce(limiter, caller, 2)).toEqual({ allowed: 1, refused: 1 });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await countAtOnce(limiter, caller, 2)).toEqual({ allowed: 1, refused: 1 });
});

test('while Redis is away each process still counts, and nobody is refused for it', async () => {
  const { limiter, redis } = await limiterOfAProcess(3);
  const caller = unique();
  await countAtOnce(limiter, caller, 1);
  const isBack = once(redis, 'ready');
  // It reconnects by itself, as it does after an outage.
  redis.disconnect(true);
  expect(await countAtOnce(limiter, caller, 5)).toEqual({ allowed: 3, refused: 2 });
  await isBack;
  expect(await countAtOnce(limiter, caller, 5)).toEqual({ allowed: 2, refused: 3 });
});

test('categories are counted apart', async () => {
  const { limiter } = await limiterOfAProcess(1);
  const caller = unique();
  await limiter.consume('conversation', { caller });
  expect(await limiter.consume('management', { caller })).toMatchObject({ limit: 30, remaining: 29 });
});
