import type { EmbeddingStatistics } from '../../../contracts/ai/embedding-jobs.contract.js';
import { jobItemRepository } from '../../../jobs/index.js';
import type { VectorStore } from '../../../platform/vectors/vector-store.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { cachedEmbeddingRepository } from '../cached-embedding.repository.js';
import { costOf, embeddingDayRepository, type EmbeddingCounts } from '../embedding-day.repository.js';
import { compareIndex, type Comparison } from './compare-index.js';
import { messageIndexRepository } from './message-index.repository.js';

const dayMs = 86_400_000;
const bytesOfNumber = 4;

/** How much of the stored messages can be searched by meaning, and what embedding has done and cost. */
export async function readEmbeddingStatistics(
  vectors: VectorStore,
  { days, orgId }: { days: number; orgId?: string },
): Promise<EmbeddingStatistics> {
  const since = new Date(Date.now() - (days - 1) * dayMs).toISOString().slice(0, 10);
  const [whole, totals, cache, queue, daily] = await Promise.all([
    compareAll(vectors, orgId),
    embeddingDayRepository.systemTotals(orgId),
    cachedEmbeddingRepository.systemTotals(orgId),
    jobItemRepository.systemQueue('embeddings'),
    embeddingDayRepository.systemDays(since, orgId),
  ]);
  const { messages, embedded, failed, oldestUnembedded } = whole;
  return {
    success: true,
    coverage: {
      totalMessages: messages,
      messagesWithEmbeddings: embedded,
      coveragePercentage: messages === 0 ? null : Math.floor((1_000 * embedded) / messages) / 10,
      pendingEmbeddings: messages - embedded,
      failedEmbeddings: failed,
      oldestUnembeddedMessage: oldestUnembedded?.toISOString() ?? null,
    },
    indexHealth: {
      indexName: 'messages',
      indexSize: whole.bytes,
      totalVectors: whole.vectors,
      indexEfficiency: whole.vectors === 0 ? null : rounded(embedded / whole.vectors, 4),
    },
    performance: {
      totalEmbeddings: totals.embedded,
      totalTokens: totals.tokens,
      totalCost: dollars(costOf(totals)),
      avgCostPerEmbedding: totals.embedded === 0 ? null : dollars(shareOf(costOf(totals), totals.embedded)),
      cacheHitRate: percent(totals.hits, totals.hits + totals.misses),
      errorRate: percent(totals.failed, totals.misses),
    },
    queue: { ...queue, failed },
    cache: {
      totalEntries: cache.entries,
      totalUsage: cache.uses,
      recentlyUsed: cache.recentlyUsed,
      avgUsagePerEntry: cache.entries === 0 ? null : rounded(cache.uses / cache.entries, 2),
    },
    dailyStats: daily.map(presentDay),
  };
}

async function compareAll(vectors: VectorStore, orgId?: string): Promise<Comparison & { bytes: number }> {
  const scope = orgId ? { organizationId: orgId } : {};
  const indexes = new Map(
    (await messageIndexRepository.systemAll(orgId)).map((index) => [index.organizationId, index]),
  );
  const organizations = new Set([
    ...indexes.keys(),
    ...(await unembeddedRepository.systemOrganizations(scope)),
  ]);
  const whole = {
    messages: 0,
    embedded: 0,
    failed: 0,
    oldestUnembedded: null as Date | null,
    vectors: 0,
    bytes: 0,
  };
  for (const organizationId of organizations) {
    const index = indexes.get(organizationId) ?? null;
    const part = await compareIndex(organizationId, index, { vectors });
    whole.messages += part.messages;
    whole.embedded += part.embedded;
    whole.failed += part.failed;
    whole.vectors += part.vectors;
    whole.bytes += part.vectors * (index?.dimensions ?? 0) * bytesOfNumber;
    whole.oldestUnembedded = earlier(whole.oldestUnembedded, part.oldestUnembedded);
  }
  return whole;
}

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));

const presentDay = (day: EmbeddingCounts & { date: string; model: string }) => ({
  date: day.date,
  model: day.model,
  total_embeddings: day.embedded,
  total_tokens: day.tokens,
  estimated_cost: dollars(costOf(day)),
  avg_processing_time_ms: day.calls === 0 ? null : rounded(day.ms / day.calls, 1),
  cache_hit_count: day.hits,
  cache_miss_count: day.misses,
  error_count: day.failed,
});

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const shareOf = (micros: number | null, parts: number): number | null =>
  micros === null ? null : micros / parts;
const dollars = (micros: number | null): string | null =>
  micros === null ? null : (micros / 1_000_000).toFixed(6);
const percent = (part: number, whole: number): string | null =>
  whole === 0 ? null : ((100 * part) / whole).toFixed(2);
