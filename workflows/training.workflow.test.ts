import { expect, test } from '@jest/globals';
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createFineTuningActivities } from '../activities/fine-tuning.activities.js';
import type { createJobActivities } from '../activities/job.activities.js';
import type { createTrainingActivities } from '../activities/training.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createTrainingActivities> &
  ReturnType<typeof createFineTuningActivities> &
  ReturnType<typeof createJobActivities>;

const server = timeSkippingServer();
const { calls } = server;

/** Activities over a number of batches instead of a database; each call is noted by its name. */
function activitiesFor(batches: number, changes: Partial<Activities> = {}): Activities {
  let left = batches;
  const all: Activities = {
    heedPause: async () => ({ paused: false }),
    beginTraining: async () => ({ proceed: true }),
    checkTraining: async () => undefined,
    embedNextExamples: async () => ({ embedded: left-- > 0 ? 1 : 0 }),
    fitIntents: async () => undefined,
    completeTraining: async () => ({ ...noCounts, done: batches }),
    cancelTraining: async () => noCounts,
    failTraining: async () => noCounts,
    prepareFineTuning: async () => undefined,
    beginFineTuning: async () => undefined,
    followFineTuning: async () => ({ isDone: left-- <= 0, waitMs: 60_000 }),
    evaluateFineTuned: async () => ({ left: 0 }),
    completeFineTuning: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

const withTraining = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'training', activities }, use);

test('it checks, embeds until nothing is left, fits, and completes', async () => {
  await withTraining(activitiesFor(3), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, done: 3 });
  });
  expect(calls).toEqual([
    'beginTraining',
    'checkTraining',
    ...Array.from({ length: 4 }, () => 'embedNextExamples'),
    'fitIntents',
    'completeTraining',
  ]);
});

test('a provider that asks for hours of patience is asked again after them', async () => {
  let refusals = 3;
  const embedNextExamples: Activities['embedNextExamples'] = async () => {
    if (refusals-- > 0)
      throw ApplicationFailure.create({ message: 'limit', type: 'ProviderLimit', nextRetryDelay: '2 hours' });
    return { embedded: 0 };
  };
  await withTraining(activitiesFor(0, { embedNextExamples }), async (handle) => {
    await handle.result();
    const { startTime, closeTime } = await handle.describe();
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(6 * 3_600_000);
  });
  expect(calls.filter((call) => call === 'embedNextExamples')).toHaveLength(4);
});

test('too little to learn from fails the job with its reason', async () => {
  let reason = '';
  const checkTraining: Activities['checkTraining'] = async () => {
    throw ApplicationFailure.nonRetryable('There is only one intent', 'InvalidInput');
  };
  const failTraining: Activities['failTraining'] = async (input) => {
    reason = input.reason;
    return noCounts;
  };
  await withTraining(activitiesFor(1, { checkTraining, failTraining }), async (handle) => {
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('FAILED');
  });
  expect(reason).toBe('There is only one intent');
  expect(calls).not.toContain('fitIntents');
});

test('a cancellation stops the fit before the job is told', async () => {
  let isFitting = false;
  let wasFitting = true;
  const fitIntents: Activities['fitIntents'] = async () => {
    isFitting = true;
    await untilCancelled().finally(() => (isFitting = false));
  };
  const cancelTraining: Activities['cancelTraining'] = async () => {
    wasFitting = isFitting;
    return noCounts;
  };
  await withTraining(activitiesFor(1, { fitIntents, cancelTraining }), async (handle) => {
    await until(() => isFitting);
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect(wasFitting).toBe(false);
  expect(calls).not.toContain('completeTraining');
});

test('a pause stops between two steps, and the work goes on from where it was', async () => {
  let isPaused = false;
  let batches = 4;
  const embedNextExamples: Activities['embedNextExamples'] = async () => {
    if (isPaused) throw ApplicationFailure.nonRetryable('the job is paused', 'JobPaused');
    if (batches === 2) {
      isPaused = true;
      Context.current().heartbeat();
      throw ApplicationFailure.nonRetryable('the job is paused', 'JobPaused');
    }
    return { embedded: batches-- > 0 ? 1 : 0 };
  };
  const heedPause: Activities['heedPause'] = async () => ({ paused: isPaused });
  await withTraining(activitiesFor(0, { embedNextExamples, heedPause }), async (handle) => {
    await until(() => calls.includes('heedPause'));
    isPaused = false;
    batches = 1;
    await handle.signal('resume');
    await handle.result();
  });
  expect(calls.at(-1)).toBe('completeTraining');
  expect(calls.filter((call) => call === 'fitIntents')).toHaveLength(1);
});

const tuning = { beginTraining: async () => ({ proceed: true, method: 'fine-tuning' as const }) };
const count = (name: string): number => calls.filter((call) => call === name).length;

test('fine-tuning is begun once and asked for every minute, for hours', async () => {
  await withTraining(activitiesFor(300, tuning), async (handle) => {
    await handle.result();
    const { startTime, closeTime } = await handle.describe();
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(5 * 3_600_000);
  });
  expect([...new Set(calls)]).toEqual([
    ...['beginTraining', 'prepareFineTuning', 'beginFineTuning', 'followFineTuning'],
    ...['evaluateFineTuned', 'completeFineTuning'],
  ]);
  expect([count('beginFineTuning'), count('followFineTuning')]).toEqual([1, 301]);
});

test('fine-tuning that takes days goes on in a run of its own', async () => {
  await withTraining(activitiesFor(900, tuning), async (handle) => {
    await handle.result();
  });
  expect(count('beginTraining')).toBeGreaterThan(1);
  expect(count('followFineTuning')).toBe(901);
  expect(count('completeFineTuning')).toBe(1);
}, 180_000);

test('a cancellation while it is waited for reaches the activity that cancels at the provider', async () => {
  const followFineTuning: Activities['followFineTuning'] = async () => ({ isDone: false, waitMs: 3_600_000 });
  await withTraining(activitiesFor(1, { ...tuning, followFineTuning }), async (handle) => {
    await until(() => calls.includes('followFineTuning'));
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect(calls.at(-1)).toBe('cancelTraining');
});

test('a pause while it is waited for rests, and asks again when it is resumed', async () => {
  let isPaused = false;
  let isDone = false;
  const changes: Partial<Activities> = {
    ...tuning,
    followFineTuning: async () => ({ isDone, waitMs: 3_600_000_000 }),
    heedPause: async () => ({ paused: isPaused }),
  };
  await withTraining(activitiesFor(0, changes), async (handle) => {
    await until(() => calls.includes('followFineTuning'));
    isPaused = true;
    await handle.signal('pause');
    await until(() => calls.includes('heedPause'));
    isPaused = false;
    isDone = true;
    await handle.signal('resume');
    await handle.result();
  });
  expect(calls.at(-1)).toBe('completeFineTuning');
});

test('what the provider refuses fails the job with its reason', async () => {
  let reason = '';
  const changes: Partial<Activities> = {
    ...tuning,
    beginFineTuning: async () => {
      throw ApplicationFailure.nonRetryable('OpenAI refused the fine-tuning: no such model', 'InvalidInput');
    },
    failTraining: async (input) => {
      reason = input.reason;
      return noCounts;
    },
  };
  await withTraining(activitiesFor(0, changes), async (handle) => {
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('FAILED');
  });
  expect(reason).toBe('OpenAI refused the fine-tuning: no such model');
  expect(calls).not.toContain('followFineTuning');
});
