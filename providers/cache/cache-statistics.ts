import type { Redis } from 'ioredis';
import type { CachedFeature } from '../../contracts/ai/ai-config.contract.js';

/** How well a cache serves. Figures that cannot be read are null. */
export interface CacheStatistics {
  /** Entries that are kept just now. */
  size: number | null;
  hits: number | null;
  misses: number | null;
  /** Share of hits, 0..1; null without any lookup. */
  hitRate: number | null;
}

/** Whole days in UTC, as `2026-01-31`, and whose lookups. */
export interface CountedDays {
  days: readonly string[];
  organizationId?: string;
}

/** A little more than a year, so that the same month of last year can be looked at. */
const keepCountsSeconds = 400 * 86_400;

/** The entries of a version, by the time when they end. */
export const entriesKey = (feature: CachedFeature, version: number): string =>
  `cache:entries:${feature}:${version}`;

const countsKey = (feature: CachedFeature, day: string): string => `cache:counts:${feature}:${day}`;

/** Adds lookups to the counts of today. */
export async function countLookups(
  redis: Redis,
  {
    feature,
    organizationId,
    hits,
    misses,
  }: { feature: CachedFeature; organizationId: string; hits: number; misses: number },
): Promise<void> {
  const key = countsKey(feature, new Date().toISOString().slice(0, 10));
  const batch = redis.multi();
  for (const [name, by] of Object.entries({ hits, misses })) {
    if (by === 0) continue;
    batch.hincrby(key, name, by);
    batch.hincrby(key, `${name}:${organizationId}`, by);
  }
  batch.expire(key, keepCountsSeconds);
  await batch.exec();
}

export async function readStatistics(
  redis: Redis,
  { feature, version, days, organizationId }: CountedDays & { feature: CachedFeature; version: number },
): Promise<CacheStatistics> {
  const suffix = organizationId === undefined ? '' : `:${organizationId}`;
  try {
    const [size, ...counts] = await Promise.all([
      sizeOf(redis, entriesKey(feature, version), organizationId),
      ...days.map((day) => redis.hmget(countsKey(feature, day), `hits${suffix}`, `misses${suffix}`)),
    ]);
    const sum = (place: number) => counts.reduce((total, values) => total + Number(values[place] ?? 0), 0);
    const [hits, misses] = [sum(0), sum(1)];
    return { size, hits, misses, hitRate: hits + misses === 0 ? null : hits / (hits + misses) };
  } catch {
    return { size: null, hits: null, misses: null, hitRate: null };
  }
}

async function sizeOf(redis: Redis, index: string, organizationId: string | undefined): Promise<number> {
  const now = Date.now();
  if (organizationId === undefined) return redis.zcount(index, `(${now}`, '+inf');
  const members = await redis.zrangebyscore(index, `(${now}`, '+inf');
  return members.filter((member) => member.startsWith(`${organizationId} `)).length;
}
