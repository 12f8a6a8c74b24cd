import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../platform/errors/app-error.js';
import {
  rateLimitCategories,
  type RateLimit,
  type RateLimitCategory,
  type RateLimits,
} from '../../platform/config/rate-limit.config.js';

export interface RateLimitState {
  limit: number;
  remaining: number;
  /** Epoch seconds. */
  reset: number;
  windowSeconds: number;
}

export interface RateLimiter {
  /** Counts one request. @throws RateLimitExceeded */
  consume(
    category: RateLimitCategory,
    keys: { caller: string; organization?: string },
  ): Promise<RateLimitState>;
}

export class RateLimitExceeded extends AppError {
  constructor(readonly state: RateLimitState) {
    const retryAfter = Math.max(1, state.reset - Math.floor(Date.now() / 1_000));
    super('RATE_LIMIT_EXCEEDED', 'Rate limit exceeded. Please try again later.', { retryAfter });
  }
}

/**
 * Fixed windows, counted atomically in Redis so that they hold across processes. While Redis is away each process
 * counts by itself: stricter would refuse everyone, looser would let everyone through.
 */
export function createRateLimiter({ redis, limits }: { redis: Redis; limits: RateLimits }): RateLimiter {
  const limiter = (name: string, { points, seconds }: RateLimit) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `limit:${name}`,
      points,
      duration: seconds,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: `limit:${name}`, points, duration: seconds }),
    });
  const limiters = new Map(
    rateLimitCategories.map((category) => {
      const { caller, organization } = limits[category];
      return [
        category,
        {
          caller: limiter(category, caller),
          organization: organization && limiter(`${category}:org`, organization),
        },
      ] as const;
    }),
  );
  return {
    async consume(category, keys) {
      const bucket = limiters.get(category);
      if (!bucket) throw new Error(`no rate limit for ${category}`);
      const state = await count(bucket.caller, keys.caller);
      if (bucket.organization && keys.organization) await count(bucket.organization, keys.organization);
      return state;
    },
  };
}

async function count(limiter: RateLimiterRedis, key: string): Promise<RateLimitState> {
  const state = (result: RateLimiterRes): RateLimitState => ({
    limit: limiter.points,
    remaining: Math.max(0, result.remainingPoints),
    reset: Math.ceil((Date.now() + result.msBeforeNext) / 1_000),
    windowSeconds: limiter.duration,
  });
  try {
    return state(await limiter.consume(key));
  } catch (error) {
    if (error instanceof RateLimiterRes) throw new RateLimitExceeded(state(error));
    throw error;
  }
}
