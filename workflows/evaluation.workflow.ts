import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createEvaluationActivities } from '../activities/evaluation.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';
import { runBatches } from './lanes.js';

type Activities = ReturnType<typeof createEvaluationActivities>;

const { beginEvaluation, evaluateNext, completeEvaluation, cancelEvaluation, failEvaluation } =
  proxyActivities<Activities>(patience);

/** Asks a bot question after question; which are left stands in the database, so a pause or a lost worker repeats none. */
export function evaluation({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelEvaluation({ jobId });
  const fail = (reason: string) => failEvaluation({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused } = await beginEvaluation({ jobId });
    if (!proceed) return cancel();
    const steps = async (): Promise<JobCounts | null> => {
      const isDone = await runBatches(() => evaluateNext({ jobId }), { lanes: 1 });
      return isDone ? completeEvaluation({ jobId }) : null;
    };
    const counts = await control.pausable(steps, { paused });
    return counts ?? continueAsNew<typeof evaluation>({ jobId });
  });
}
