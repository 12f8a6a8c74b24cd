import type { JobStarter } from '../../../jobs/index.js';
import { createPeriodDigest } from './create-period-digest.js';
import { digestScheduleRepository } from './digest-schedule.repository.js';
import { borderBefore, periodEnding } from './schedule-periods.js';

/** Starts the digest of the period that ended when a schedule was due; null when the schedule is gone. */
export async function startScheduledDigest({
  scheduleId,
  dueAt,
  starter,
}: {
  scheduleId: string;
  dueAt: Date;
  starter: JobStarter;
}): Promise<{ jobId: string | null }> {
  const schedule = await digestScheduleRepository.systemFind(scheduleId);
  if (!schedule) return { jobId: null };
  const period = periodEnding(borderBefore(dueAt, schedule), schedule);
  const { _id: jobId } = await createPeriodDigest(schedule, period, { starter });
  return { jobId };
}
