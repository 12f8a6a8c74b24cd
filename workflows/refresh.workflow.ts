import { proxyActivities } from '@temporalio/workflow';
import type { createRefreshActivities } from '../activities/refresh.activities.js';

const { startRefresh } = proxyActivities<ReturnType<typeof createRefreshActivities>>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  // The next time comes by itself.
  scheduleToCloseTimeout: '30 minutes',
});

/** What a schedule starts: it makes the ingestion job that fetches an item again, and ends with the job's id. */
export const refreshSource = ({ itemId }: { itemId: string }): Promise<{ jobId: string | null }> =>
  startRefresh({ itemId });
