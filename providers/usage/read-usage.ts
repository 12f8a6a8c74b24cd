import type { AiUsage, ReadAiUsage } from '../../contracts/ai/usage.contract.js';
import { readQueueFigures } from '../../jobs/index.js';
import type { CacheStatistics } from '../cache/cache-statistics.js';
import type { ResultCache } from '../cache/result-cache.js';
import { costOf, total } from './figures.js';
import { daysOf, periodOf, startOfDay } from './periods.js';
import { usageRepository, type GroupedUsage } from './usage.repository.js';

export interface UsageDependencies {
  cache: Pick<ResultCache, 'statistics'>;
  /** Of vectors that are kept elsewhere than in the result cache. */
  embeddingStatistics(of: { days: string[]; organizationId?: string }): Promise<CacheStatistics>;
}

/** What models were used for in a period. A cache serves all users of an organisation, so that it knows none of them. */
export async function readUsage(
  { userId, orgId, period, date }: ReadAiUsage,
  { cache, embeddingStatistics }: UsageDependencies,
): Promise<AiUsage['data']> {
  const target = startOfDay(date === undefined ? new Date() : new Date(date));
  const range = periodOf(period, target);
  const scope = { ...range, userId, organizationId: orgId };
  const counted = { days: daysOf(range), organizationId: orgId };
  const [byModel, byFeature, queues, kept, vectors] = await Promise.all([
    usageRepository.systemGrouped('model', scope),
    usageRepository.systemGrouped('feature', scope),
    readQueueFigures(scope),
    cache.statistics(counted),
    embeddingStatistics(counted),
  ]);
  const all = total(byModel);
  return {
    usage: {
      requests: all.requests,
      totalTokens: all.promptTokens + all.completionTokens,
      promptTokens: all.promptTokens,
      completionTokens: all.completionTokens,
      totalCost: costOf(all),
      unpricedRequests: all.unpriced,
      byModel: presented(byModel),
      byFeature: presented(byFeature),
    },
    queues,
    cache: { ...kept, embeddings: together(kept.embeddings, vectors) },
    period,
    date: target.toISOString(),
    range: { start: range.from.toISOString(), end: range.to.toISOString() },
  };
}

const presented = (groups: GroupedUsage[]) =>
  Object.fromEntries(
    groups.map((group) => [
      group.key ?? 'unknown',
      {
        requests: group.requests,
        tokens: group.promptTokens + group.completionTokens,
        cost: costOf(group),
        unpricedRequests: group.unpriced,
      },
    ]),
  );

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

function together(a: CacheStatistics, b: CacheStatistics): CacheStatistics {
  const [hits, misses] = [sum(a.hits, b.hits), sum(a.misses, b.misses)];
  const lookups = sum(hits, misses);
  return {
    size: sum(a.size, b.size),
    hits,
    misses,
    hitRate: lookups && hits !== null ? hits / lookups : null,
  };
}
