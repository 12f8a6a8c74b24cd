import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createLearningActivities } from '../activities/learning.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';
import { untilNothingIsLeft } from './until-nothing-is-left.js';

type Activities = ReturnType<typeof createLearningActivities>;

const { beginLearning, prepareLearning, learnNext, completeLearning, cancelLearning, failLearning } =
  proxyActivities<Activities>(patience);

const pauses = { shortest: 250, longest: 15_000 };

/**
 * Proposes what a bot may learn, applies it, or takes it back; the database knows which, and what is left. While documents
 * are taken in, it looks again, less and less often.
 */
export function learning({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => cancelLearning({ jobId });
  const fail = (reason: string) => failLearning({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused } = await beginLearning({ jobId });
    if (!proceed) return cancel();
    const steps = async (): Promise<JobCounts | null> => {
      await prepareLearning({ jobId });
      const isDone = await untilNothingIsLeft(() => learnNext({ jobId }), pauses);
      return isDone ? completeLearning({ jobId }) : null;
    };
    const counts = await control.pausable(steps, { paused });
    return counts ?? continueAsNew<typeof learning>({ jobId });
  });
}
