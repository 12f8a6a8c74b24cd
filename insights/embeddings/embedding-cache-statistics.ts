import { cachedEmbeddingRepository } from './cached-embedding.repository.js';
import { embeddingDayRepository } from './embedding-day.repository.js';

/** How well the vectors that are kept have served on these days; of one organisation or of all. */
export async function embeddingCacheStatistics({
  days,
  organizationId,
}: {
  days: string[];
  organizationId?: string;
}) {
  const [first = ''] = [...days].sort();
  const [{ entries }, counted] = await Promise.all([
    cachedEmbeddingRepository.systemTotals(organizationId),
    embeddingDayRepository.systemDays(first, organizationId),
  ]);
  const asked = counted.filter(({ date }) => days.includes(date));
  const hits = asked.reduce((sum, day) => sum + day.hits, 0);
  const misses = asked.reduce((sum, day) => sum + day.misses, 0);
  return { size: entries, hits, misses, hitRate: hits + misses === 0 ? null : hits / (hits + misses) };
}
