import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { cachedFeatures, type CachedFeature } from '../../contracts/ai/ai-config.contract.js';
import type { Logger } from '../../platform/logging/logger.js';
import {
  countLookups,
  entriesKey,
  readStatistics,
  type CacheStatistics,
  type CountedDays,
} from './cache-statistics.js';

/** What the cache has to know of the configuration; asked at every use. */
export interface CacheSettings {
  current(): { version: number; cache: { enabled: boolean } & Record<`${CachedFeature}Ttl`, number> };
}

/** Whose answer it is, and to what: the same input of another organisation is another entry. */
export interface CacheKey {
  organizationId: string;
  /** Everything that the answer depends on; compared by its JSON. */
  input: unknown;
}

/** A place where an answer may be kept. */
export interface Kept<T> {
  /** What is kept there. */
  value: T | undefined;
  /** Keeps a value there for the feature's lifetime, by the configuration of when it was looked up. */
  keep(value: T): Promise<void>;
}

export interface ResultCache {
  /** Looks for a kept answer, for those who tell it in parts; null while the feature's answers are not kept. */
  lookUp<T>(feature: CachedFeature, key: CacheKey): Promise<Kept<T> | null>;
  /**
   * The kept answer, or the one that `make` gives, which is kept for the feature's lifetime. Values go through JSON. A
   * store that is away is none: then `make` is called.
   * @param keep whether an answer may be kept, such as no makeshift one; every one by default
   */
  through<T>(
    feature: CachedFeature,
    key: CacheKey,
    make: () => Promise<T>,
    options?: { keep?: (value: T) => boolean },
  ): Promise<T>;
  /** The same for several inputs of one organisation; `make` is called once, with those that are missing, in order. */
  throughEach<I, T>(
    feature: CachedFeature,
    key: { organizationId: string; inputs: readonly I[] },
    make: (missing: I[]) => Promise<T[]>,
  ): Promise<T[]>;
  /** Hits and misses of these days, and what is kept just now; of one organisation or of all. */
  statistics(of: CountedDays): Promise<Record<CachedFeature, CacheStatistics>>;
}

/** Larger answers are not worth the memory. */
const largestValue = 1_000_000;

/** Keeps answers of models in Redis. A change of the configuration makes all that is kept unreachable. */
export function createResultCache({
  redis,
  settings,
  logger,
}: {
  redis: Redis;
  settings: CacheSettings;
  logger: Logger;
}): ResultCache {
  const away = (error: unknown): void => logger.debug({ err: error }, 'the result cache is away');

  const read = async (keys: string[]): Promise<(string | null)[] | null> =>
    redis.mget(keys).catch((error: unknown) => {
      away(error);
      return null;
    });

  const write = async (
    { feature, version, ttl, organizationId }: Place,
    entries: { key: string; value: unknown }[],
  ): Promise<void> => {
    const texts = entries
      .map(({ key, value }) => ({ key, text: JSON.stringify(value) }))
      .filter((entry): entry is { key: string; text: string } => fits(entry.text));
    if (texts.length === 0) return;
    const index = entriesKey(feature, version);
    const now = Date.now();
    const batch = redis.multi();
    for (const { key, text } of texts) {
      batch.set(key, text, 'EX', ttl);
      batch.zadd(index, now + ttl * 1_000, `${organizationId} ${key}`);
    }
    batch.zremrangebyscore(index, '-inf', now);
    // The longest that an entry of this version may live, whatever its lifetime was when it was kept.
    batch.expire(index, 7 * 86_400);
    await batch.exec().catch(away);
  };

  const placeOf = (feature: CachedFeature, organizationId: string): Place | null => {
    const { version, cache } = settings.current();
    const ttl = cache[`${feature}Ttl`];
    return cache.enabled && ttl > 0 ? { feature, version, ttl, organizationId } : null;
  };

  const count = (place: Place, counted: { hits: number; misses: number }): void =>
    void countLookups(redis, { ...place, ...counted }).catch(away);

  const lookUp = async <T>(
    feature: CachedFeature,
    { organizationId, input }: CacheKey,
  ): Promise<Kept<T> | null> => {
    const place = placeOf(feature, organizationId);
    if (!place) return null;
    const key = keyOf(place, input);
    const text = (await read([key]))?.[0];
    const isKept = typeof text === 'string';
    count(place, isKept ? { hits: 1, misses: 0 } : { hits: 0, misses: 1 });
    return {
      value: isKept ? (JSON.parse(text) as T) : undefined,
      keep: (value) => write(place, [{ key, value }]),
    };
  };

  return {
    lookUp,
    async through<T>(
      feature: CachedFeature,
      key: CacheKey,
      make: () => Promise<T>,
      { keep = () => true }: { keep?: (value: T) => boolean } = {},
    ): Promise<T> {
      const kept = await lookUp<T>(feature, key);
      if (!kept) return make();
      if (kept.value !== undefined) return kept.value;
      const value = await make();
      if (keep(value)) await kept.keep(value);
      return value;
    },

    async throughEach<I, T>(
      feature: CachedFeature,
      { organizationId, inputs }: { organizationId: string; inputs: readonly I[] },
      make: (missing: I[]) => Promise<T[]>,
    ): Promise<T[]> {
      const place = placeOf(feature, organizationId);
      if (!place || inputs.length === 0) return inputs.length === 0 ? [] : make([...inputs]);
      const keys = inputs.map((input) => keyOf(place, input));
      const kept = (await read(keys)) ?? keys.map(() => null);
      const missing = inputs.map((_, index) => index).filter((index) => typeof kept[index] !== 'string');
      count(place, { hits: inputs.length - missing.length, misses: missing.length });
      const made = missing.length > 0 ? await make(missing.map((index) => inputs[index] as I)) : [];
      if (made.length !== missing.length) throw new Error('every missing input needs its answer');
      const fresh = new Map(missing.map((index, position) => [index, made[position] as T]));
      await write(
        place,
        missing.map((index) => ({ key: keys[index] as string, value: fresh.get(index) })),
      );
      return kept.map((text, index) =>
        typeof text === 'string' ? (JSON.parse(text) as T) : (fresh.get(index) as T),
      );
    },

    async statistics(of) {
      const { version } = settings.current();
      return Object.fromEntries(
        await Promise.all(
          cachedFeatures.map(
            async (feature) => [feature, await readStatistics(redis, { ...of, feature, version })] as const,
          ),
        ),
      ) as Record<CachedFeature, CacheStatistics>;
    },
  };
}

interface Place {
  feature: CachedFeature;
  version: number;
  ttl: number;
  organizationId: string;
}

const fits = (text: string | undefined): boolean => text !== undefined && text.length <= largestValue;

const keyOf = ({ feature, version, organizationId }: Place, input: unknown): string => {
  const content = JSON.stringify([version, organizationId, feature, input]);
  return `cache:${feature}:${createHash('sha256').update(content).digest('base64url')}`;
};
