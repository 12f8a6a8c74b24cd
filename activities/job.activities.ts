import type { JobInput } from '../contracts/jobs.contract.js';
import type { JobRun } from '../jobs/index.js';
import { refOf } from './work-on-job.js';
import { withHeartbeat } from './with-heartbeat.js';

/** What every workflow asks for its job, whatever it works on. */
export const createJobActivities = ({ run }: { run: JobRun }) => ({
  heedPause: ({ jobId }: JobInput): Promise<{ paused: boolean }> =>
    withHeartbeat(() => run.heedPause(refOf(jobId))),
});
