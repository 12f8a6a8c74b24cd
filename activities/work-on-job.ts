import { ApplicationFailure, Context } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { organizationRepository } from '../accounts/index.js';
import {
  jobItemRepository,
  JobPaused,
  JobStopped,
  type JobDocument,
  type JobNotices,
  type JobOfRun,
  type JobRun,
} from '../jobs/index.js';
import { askedBy } from '../platform/asked-by.js';
import { TooManyWaiting, type Turns } from '../platform/fairness/turns.js';
import { explainWait } from './explain-wait.js';
import { withHeartbeat } from './with-heartbeat.js';

/** One activity's part in a job. */
export interface JobWork {
  job: JobDocument;
  ref: JobOfRun;
  /** The same for every attempt of this activity: a repeat goes on with the items that it claimed. */
  token: string;
  /** Aborted when the work is to be dropped: the job was cancelled, or the worker stops. */
  signal: AbortSignal;
  /** Between two steps: other organisations go first. @throws JobStopped, or the signal's reason, when the work is to end */
  breathe(): Promise<void>;
  /** Before every call that costs money. @throws JobStopped when it is not to be made */
  assertMayGoOn(): Promise<void>;
  /** Tells those who look at the job that it got on, and waits for nothing any more. */
  tellProgress(): Promise<void>;
}

export interface JobWorkDependencies {
  run: JobRun;
  notices: JobNotices;
  turns: Turns;
  /** What becomes of the job items that an activity claimed and did not come to; by default others may claim them. */
  giveBack?(job: JobDocument, token: string): Promise<unknown>;
}

const runIdOf = (): string => Context.current().info.workflowExecution?.runId ?? '';
export const refOf = (jobId: string): JobOfRun => ({ jobId, runId: runIdOf() });

/**
 * Works on a job for the run that owns it, when its organisation has a turn, until the work ends, the job is to pause, or
 * its time is over. What fails is told to those who look at the job. Every activity that takes long, or calls what costs
 * money, is done in it.
 */
export function workOnJob<T>(
  {
    run,
    notices,
    turns,
    giveBack = ({ _id }, token) => jobItemRepository.giveBack(_id, token),
  }: JobWorkDependencies,
  jobId: string,
  work: (part: JobWork) => Promise<T>,
): Promise<T> {
  return withHeartbeat(async (cancelled) => {
    const ref = refOf(jobId);
    const job = await run.find(ref);
    if (!job)
      throw ApplicationFailure.nonRetryable('the job is no longer run by this workflow', 'InvalidInput');
    const { signal, waiting } = tellPauseFromCancel(cancelled, run, ref);
    const token = `${ref.runId}:${Context.current().info.activityId}`;
    const assertMayGoOn = (): Promise<void> => run.assertMayGoOn(ref);
    const tellProgress = async (): Promise<void> => {
      if (job.waiting) await run.note(ref, { waiting: null });
      await notices.publish(jobId);
    };
    const onFailure = async (error: unknown): Promise<void> => {
      if (error instanceof JobStopped) await giveBack(job, token);
      else if (!signal.aborted && !isFinal(error)) await explainWait(error, ref, run);
    };
    try {
      await assertMayGoOn();
      const weight = await organizationRepository.priorityOf(job.organizationId);
      const turn = await turns.take(job.organizationId, { weight, signal: waiting });
      try {
        if (job.deadlineAt.getTime() < Date.now())
          throw ApplicationFailure.nonRetryable('the job exceeded its deadline', 'DeadlineExceeded');
        const breathe = (): Promise<void> => turn.giveWay();
        const part = { job, ref, token, signal, breathe, assertMayGoOn, tellProgress };
        return await askedBy({ userId: job.createdBy, jobId }, () => work(part));
      } catch (error) {
        await onFailure(error);
        throw error;
      } finally {
        turn.end();
      }
    } catch (error) {
      throw asFailure(error);
    }
  });
}

/**
 * A workflow stops its activities in the same way when it is cancelled and when it is to pause; the job knows which.
 * A pause ends only what waits: calls in flight are finished, because they have been paid.
 */
function tellPauseFromCancel(
  cancelled: AbortSignal,
  run: JobRun,
  ref: JobOfRun,
): { signal: AbortSignal; waiting: AbortSignal } {
  const drop = new AbortController();
  const stop = new AbortController();
  const context = Context.current();
  const decide = async (): Promise<void> => {
    const job = context.cancellationDetails?.workerShutdown ? null : await run.find(ref).catch(() => null);
    if (job?.pauseRequestedAt && !job.cancelRequestedAt) stop.abort(new JobPaused());
    else drop.abort(cancelled.reason);
  };
  cancelled.addEventListener('abort', () => void decide(), { once: true });
  if (cancelled.aborted) void decide();
  return { signal: drop.signal, waiting: AbortSignal.any([drop.signal, stop.signal]) };
}

/** It is not tried again: there is nothing to wait for. */
const isFinal = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.nonRetryable === true;

/**
 * A pause, which the workflow knows by its name, and a turn that has to wait are failures to nobody else. Neither is a
 * cancel: it is tried again until the workflow has heard of it.
 */
function asFailure(error: unknown): unknown {
  if (!(error instanceof JobStopped || error instanceof TooManyWaiting)) return error;
  return ApplicationFailure.create({
    message: error.message,
    type: error.name,
    nonRetryable: error instanceof JobPaused,
    category: ApplicationFailureCategory.BENIGN,
  });
}
