import { Context } from '@temporalio/activity';
import type { JobStarter } from '../jobs/index.js';
import { startDueRefresh } from '../knowledge/index.js';
import { derivedId } from '../platform/ids.js';
import { withHeartbeat } from './with-heartbeat.js';

/** The activity of a refresh's schedule. */
export const createRefreshActivities = ({ starter }: { starter: JobStarter }) => ({
  async startRefresh({ itemId }: { itemId: string }): Promise<{ jobId: string | null }> {
    const { workflowExecution } = Context.current().info;
    // The same for every attempt, so that a repeat makes no second job.
    const jobId = derivedId('refresh', workflowExecution?.runId ?? '');
    return withHeartbeat(() => startDueRefresh({ itemId, jobId, starter }));
  },
});
