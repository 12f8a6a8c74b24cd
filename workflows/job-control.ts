import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineSignal,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { createJobActivities } from '../activities/job.activities.js';
import type { JobInput } from '../contracts/jobs.contract.js';

/**
 * A worker that was lost is noticed after the heartbeat's timeout, whatever it was doing. A cancelled activity is
 * waited for: it must not do anything any more when the job says that it ended or rests.
 */
export const patience = {
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
} as const;

const { heedPause } = proxyActivities<ReturnType<typeof createJobActivities>>(patience);

/** Say only that the wish has changed; what is wished for stands in the database. */
export const pauseSignal = defineSignal('pause');
export const resumeSignal = defineSignal('resume');

export interface JobControl {
  /**
   * Does work that a pause stops: its activities come to rest, the job rests until it is resumed, and the work is
   * begun anew, so it has to go on with what the database says is left. Failures while it is being stopped are not
   * the job's: what is wrong shows again. `paused` begins with the rest.
   */
  pausable<T>(work: () => Promise<T>, options?: { paused?: boolean }): Promise<T>;
}

/** Pause and resume for any job; make it first of all, so that no signal finds the workflow deaf. */
export function jobControl({ jobId }: JobInput): JobControl {
  let asked = false;
  let isNews = false;
  let inHand: CancellationScope | undefined;
  setHandler(pauseSignal, () => {
    asked = isNews = true;
    inHand?.cancel();
  });
  setHandler(resumeSignal, () => {
    isNews = true;
  });

  const rest = async (): Promise<void> => {
    for (;;) {
      isNews = false;
      const { paused } = await heedPause({ jobId });
      if (!paused && !isNews) break;
      await condition(() => isNews);
    }
    asked = false;
  };

  return {
    async pausable(work, { paused = false } = {}) {
      const whole = CancellationScope.current();
      asked ||= paused;
      for (;;) {
        if (asked) await rest();
        inHand = new CancellationScope();
        try {
          return await inHand.run(work);
        } catch (error) {
          if (whole.consideredCancelled || !(asked || isPause(error))) throw error;
          asked = true;
        } finally {
          inHand = undefined;
        }
      }
    },
  };
}

/** An activity that found in the database that its job is to pause. */
export const isPause = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'JobPaused';
