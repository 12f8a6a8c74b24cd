import type { StoredDigest } from '../../contracts/ai/digest-schedules.contract.js';
import type { DigestDocument } from './digest.model.js';

/** A stored digest, made or not. */
export function presentDigest(stored: DigestDocument): StoredDigest {
  const { digest, source } = stored;
  return {
    id: stored._id,
    channelId: stored.channelId,
    frequency: stored.options.period,
    scheduled: stored.scheduleId !== null && stored.scheduleId !== undefined,
    period: source
      ? { start: source.start.toISOString(), end: source.end.toISOString() }
      : (digest?.period ?? null),
    digest,
    provider: stored.provider,
    costInfo: stored.costInfo,
    jobId: stored.jobId,
    createdAt: stored.createdAt.toISOString(),
    completedAt: stored.completedAt?.toISOString() ?? null,
  };
}
