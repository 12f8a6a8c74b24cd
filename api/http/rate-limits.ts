import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../platform/errors/app-error.js';
import type { RateLimit, RateLimitCategory, RateLimits } from '../../platform/config/rate-limit.config.js';
import { countedLocally, limitedRequests } from './rate-limits.metrics.js';

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
export function createRateLimiter({
  redis,
  limits,
}: {
  redis: Redis;
  /** Asked for at each request when they may change. */
  limits: RateLimits | (() => RateLimits);
}): RateLimiter {
  const present = typeof limits === 'function' ? limits : () => limits;
  const buckets = new Map<string, Bucket>();
  const bucketOf = (category: RateLimitCategory, scope: Scope, { points, seconds }: RateLimit): Bucket => {
    const name = scope === 'caller' ? category : `${category}:org`;
    const known = buckets.get(name);
    if (known?.store.points === points && known.store.duration === seconds) return known;
    // What was counted in a window of another length says nothing about this one.
    const options = { keyPrefix: `limit:${name}:${seconds}`, points, duration: seconds };
    const store = new RateLimiterRedis({
      ...options,
      storeClient: redis,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new LocalLimiter(category, options),
    });
    const bucket = { category, scope, store };
    buckets.set(name, bucket);
    return bucket;
  };
  return {
    async consume(category, keys) {
      const { caller, organization } = present()[category];
      const state = await count(bucketOf(category, 'caller', caller), keys.caller);
      if (organization && keys.organization)
        await count(bucketOf(category, 'organization', organization), keys.organization);
      return state;
    },
  };
}

type Scope = 'caller' | 'organization';

interface Bucket {
  category: RateLimitCategory;
  scope: Scope;
  store: RateLimiterRedis;
}

/** What counts while Redis does not; operators see that it does. */
class LocalLimiter extends RateLimiterMemory {
  readonly #category: RateLimitCategory;
  constructor(category: RateLimitCategory, options: ConstructorParameters<typeof RateLimiterMemory>[0]) {
    super(options);
    this.#category = category;
  }
  override consume(...request: Parameters<RateLimiterMemory['consume']>): Promise<RateLimiterRes> {
    countedLocally.inc({ category: this.#category });
    return super.consume(...request);
  }
}

async function count({ category, scope, store }: Bucket, key: string): Promise<RateLimitState> {
  const state = (result: RateLimiterRes): RateLimitState => ({
    limit: store.points,
    remaining: Math.max(0, result.remainingPoints),
    reset: Math.ceil((Date.now() + result.msBeforeNext) / 1_000),
    windowSeconds: store.duration,
  });
  try {
    return state(await store.consume(key));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    limitedRequests.inc({ category, scope });
    throw new RateLimitExceeded(state(error));
  }
}
