import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createScheduledDigestActivities } from '../activities/scheduled-digest.activities.js';

const { startDueDigest } = proxyActivities<ReturnType<typeof createScheduledDigestActivities>>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
});

/** What a schedule starts: it makes the job that digests the period which ended when the schedule was due. */
export function scheduledDigest({ scheduleId }: { scheduleId: string }): Promise<{ jobId: string | null }> {
  const { startTime, typedSearchAttributes } = workflowInfo();
  const due = typedSearchAttributes
    .getAll()
    .find(({ key }) => key.name === 'TemporalScheduledStartTime')?.value;
  return startDueDigest({ scheduleId, dueAt: (due instanceof Date ? due : startTime).toISOString() });
}
