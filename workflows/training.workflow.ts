import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { createFineTuningActivities } from '../activities/fine-tuning.activities.js';
import type { createTrainingActivities } from '../activities/training.activities.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { endAsJob } from './end-as-job.js';
import { jobControl, patience } from './job-control.js';

type Activities = ReturnType<typeof createTrainingActivities> & ReturnType<typeof createFineTuningActivities>;

const activities = proxyActivities<Activities>(patience);

/**
 * Trains a bot: check, embed, fit, compare, publish; or lets a provider fine-tune a model, which is followed for as long as it
 * takes. Every step finds in the database what is done already, so a pause or a lost worker repeats none of it.
 */
export function training({ jobId }: JobInput): Promise<JobCounts> {
  const control = jobControl({ jobId });
  const cancel = () => activities.cancelTraining({ jobId });
  const fail = (reason: string) => activities.failTraining({ jobId, reason });
  return endAsJob({ cancel, fail }, async () => {
    const { proceed, paused, method } = await activities.beginTraining({ jobId });
    if (!proceed) return cancel();
    const steps = method === 'fine-tuning' ? fineTune : fitClassifier;
    const counts = await control.pausable(() => steps(jobId), { paused });
    return counts ?? continueAsNew<typeof training>({ jobId });
  });
}

async function fitClassifier(jobId: string): Promise<JobCounts> {
  await activities.checkTraining({ jobId });
  while ((await activities.embedNextExamples({ jobId })).embedded > 0);
  await activities.fitIntents({ jobId });
  return activities.completeTraining({ jobId });
}

/** `null` when the history is long enough for a new run, which goes on with asking. */
async function fineTune(jobId: string): Promise<JobCounts | null> {
  await activities.prepareFineTuning({ jobId });
  await activities.beginFineTuning({ jobId });
  for (;;) {
    const { isDone, waitMs } = await activities.followFineTuning({ jobId });
    if (isDone) break;
    if (workflowInfo().continueAsNewSuggested) return null;
    await sleep(waitMs);
  }
  while ((await activities.evaluateFineTuned({ jobId })).left > 0);
  return activities.completeFineTuning({ jobId });
}
