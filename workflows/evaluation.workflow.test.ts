import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createEvaluationActivities } from '../activities/evaluation.activities.js';
import type { createJobActivities } from '../activities/job.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createEvaluationActivities> & ReturnType<typeof createJobActivities>;

const server = timeSkippingServer();
const { calls, times } = server;

/** Activities over a number of questions, four at a time, instead of a database; each call is noted by its name. */
function activitiesFor(questions: number, changes: Partial<Activities> = {}): Activities {
  let left = questions;
  const all: Activities = {
    heedPause: async () => ({ paused: false }),
    beginEvaluation: async () => ({ proceed: true }),
    evaluateNext: async () => {
      const claimed = Math.min(4, left);
      left -= claimed;
      return { claimed };
    },
    completeEvaluation: async () => ({ ...noCounts, done: questions }),
    cancelEvaluation: async () => noCounts,
    failEvaluation: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

const withEvaluation = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'evaluation', activities }, use);

test('it asks until nothing is left, then measures', async () => {
  await withEvaluation(activitiesFor(9), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, done: 9 });
  });
  expect(calls).toEqual([
    'beginEvaluation',
    ...Array.from({ length: 4 }, () => 'evaluateNext'),
    'completeEvaluation',
  ]);
});

test('a model that is away for hours is waited for, and a long history goes on in a new run', async () => {
  let refusals = 3;
  let left = 900;
  const evaluateNext: Activities['evaluateNext'] = async () => {
    if (refusals-- > 0)
      throw ApplicationFailure.create({ message: 'limit', type: 'ProviderLimit', nextRetryDelay: '2 hours' });
    return { claimed: left-- > 0 ? 1 : 0 };
  };
  await withEvaluation(activitiesFor(0, { evaluateNext }), async (handle) => {
    const { startTime } = await handle.describe();
    await handle.result();
    const { closeTime } = await handle.describe();
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(6 * 3_600_000);
  });
  expect(times('beginEvaluation')).toBeGreaterThan(1);
  expect(times('evaluateNext')).toBe(904);
  expect(times('completeEvaluation')).toBe(1);
}, 120_000);

test('a deleted chatbot fails the job with this reason, and nothing is measured', async () => {
  let reason = '';
  const evaluateNext: Activities['evaluateNext'] = async () => {
    throw ApplicationFailure.nonRetryable('the chatbot was deleted', 'InvalidInput');
  };
  const failEvaluation: Activities['failEvaluation'] = async (input) => {
    reason = input.reason;
    return noCounts;
  };
  await withEvaluation(activitiesFor(1, { evaluateNext, failEvaluation }), async (handle) => {
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('FAILED');
  });
  expect(reason).toBe('the chatbot was deleted');
  expect(times('completeEvaluation')).toBe(0);
});

test('a cancellation stops the questions before the job is told; a job cancelled before is only cleaned up', async () => {
  let isAsking = false;
  let wasAsking = true;
  const evaluateNext: Activities['evaluateNext'] = async () => {
    isAsking = true;
    return untilCancelled().finally(() => (isAsking = false));
  };
  const cancelEvaluation: Activities['cancelEvaluation'] = async () => {
    wasAsking = isAsking;
    return noCounts;
  };
  await withEvaluation(activitiesFor(1, { evaluateNext, cancelEvaluation }), async (handle) => {
    await until(() => isAsking);
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect(wasAsking).toBe(false);
  expect(times('completeEvaluation')).toBe(0);

  calls.splice(0);
  const beginEvaluation: Activities['beginEvaluation'] = async () => ({ proceed: false });
  await withEvaluation(activitiesFor(1, { beginEvaluation }), (handle) => handle.result());
  expect(calls).toEqual(['beginEvaluation', 'cancelEvaluation']);
});

test('a pause rests, and the questions go on from where they were', async () => {
  let hasPaused = false;
  let rests = true;
  let left = 3;
  const evaluateNext: Activities['evaluateNext'] = async () => {
    if (left === 2 && !hasPaused) {
      hasPaused = true;
      throw ApplicationFailure.nonRetryable('the job is paused', 'JobPaused');
    }
    return { claimed: left-- > 0 ? 1 : 0 };
  };
  const heedPause: Activities['heedPause'] = async () => ({ paused: rests });
  await withEvaluation(activitiesFor(0, { evaluateNext, heedPause }), async (handle) => {
    await until(() => calls.includes('heedPause'));
    rests = false;
    await handle.signal('resume');
    await handle.result();
  });
  expect(times('beginEvaluation')).toBe(1);
  expect(calls.at(-1)).toBe('completeEvaluation');
});
