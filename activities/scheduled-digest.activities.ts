import { startScheduledDigest } from '../insights/index.js';
import type { JobStarter } from '../jobs/index.js';
import { withHeartbeat } from './with-heartbeat.js';

/** The activity of a digest's schedule. */
export const createScheduledDigestActivities = ({ starter }: { starter: JobStarter }) => ({
  startDueDigest: ({
    scheduleId,
    dueAt,
  }: {
    scheduleId: string;
    dueAt: string;
  }): Promise<{ jobId: string | null }> =>
    withHeartbeat(() => startScheduledDigest({ scheduleId, dueAt: new Date(dueAt), starter })),
});
