import type { JobDocument, JobStarter } from '../../../jobs/index.js';
import { derivedId } from '../../../platform/ids.js';
import { DigestOptions } from '../../../contracts/ai/digest.contract.js';
import { startDigest } from '../start-digest.js';
import type { DigestScheduleDocument } from './digest-schedule.model.js';
import type { Period } from './schedule-periods.js';

/** Starts the digest of a channel's stored messages of a period, once: a second time gives the job of the first. */
export async function createPeriodDigest(
  { _id: scheduleId, organizationId, channelId, frequency, createdBy }: DigestScheduleDocument,
  period: Period,
  { starter }: { starter: JobStarter },
): Promise<JobDocument> {
  const id = derivedId('digest', scheduleId, period.start.toISOString(), period.end.toISOString());
  const options = DigestOptions.parse({ period: frequency });
  const values = { _id: id, createdBy, channelId, options, fingerprint: id, scheduleId, source: period };
  return startDigest({ organizationId, values, messages: null, starter });
}
