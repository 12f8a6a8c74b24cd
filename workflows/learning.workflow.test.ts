import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createJobActivities } from '../activities/job.activities.js';
import type { createLearningActivities } from '../activities/learning.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createLearningActivities> & ReturnType<typeof createJobActivities>;
type Progress = Awaited<ReturnType<Activities['learnNext']>>;

const server = timeSkippingServer();
const { calls } = server;

/** Activities over this progress instead of a database; each call is noted by its name. */
function activitiesFor(progress: Progress[], changes: Partial<Activities> = {}): Activities {
  const steps = [...progress];
  const all: Activities = {
    heedPause: async () => ({ paused: false }),
    beginLearning: async () => ({ proceed: true }),
    prepareLearning: async () => undefined,
    learnNext: async () => steps.shift() ?? { left: 0, waiting: false },
    completeLearning: async () => ({ ...noCounts, done: progress.length }),
    cancelLearning: async () => noCounts,
    failLearning: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

const withLearning = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'learning', activities }, use);

const step = (left: number, waiting = false): Progress => ({ left, waiting });
const tookMs = async (handle: WorkflowHandle): Promise<number> => {
  const { startTime, closeTime } = await handle.describe();
  return closeTime!.getTime() - startTime.getTime();
};

test('it prepares, learns until nothing is left, and completes', async () => {
  await withLearning(activitiesFor([step(2), step(1), step(0)]), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, done: 3 });
  });
  expect(calls).toEqual([
    ...['beginLearning', 'prepareLearning', 'learnNext', 'learnNext', 'learnNext'],
    'completeLearning',
  ]);
});

test('while documents are taken in it looks again, less and less often', async () => {
  const waits = Array.from({ length: 200 }, () => step(1, true));
  await withLearning(activitiesFor([...waits, step(0)]), async (handle) => {
    await handle.result();
    // 0.25 s doubled up to 15 s: 6 waits of 15.75 s together, then 194 of a quarter of a minute.
    expect(await tookMs(handle)).toBeGreaterThan(2_900_000);
    expect(await tookMs(handle)).toBeLessThan(3_000_000);
  });
  expect(calls.filter((call) => call === 'learnNext')).toHaveLength(201);
  expect(calls.filter((call) => call === 'prepareLearning')).toHaveLength(1);
});

test('a long history is continued in a new run, which prepares again and finds what is left', async () => {
  const waits = Array.from({ length: 700 }, () => step(1, true));
  await withLearning(activitiesFor([...waits, step(0)]), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, done: 701 });
  });
  expect(calls.filter((call) => call === 'learnNext')).toHaveLength(701);
  expect(calls.filter((call) => call === 'prepareLearning')).toHaveLength(2);
}, 60_000);

test('an outage is waited out, however long it lasts', async () => {
  let failures = 200;
  const learnNext: Activities['learnNext'] = async () => {
    if (failures-- > 0) throw new Error('the database is away');
    return step(0);
  };
  await withLearning(activitiesFor([], { learnNext }), async (handle) => {
    await handle.result();
    expect(await tookMs(handle)).toBeGreaterThan(3_600_000);
  });
  expect(calls.at(-1)).toBe('completeLearning');
});

test('a deleted chatbot fails the job with this reason', async () => {
  let reason = '';
  const prepareLearning: Activities['prepareLearning'] = async () => {
    throw ApplicationFailure.nonRetryable('the chatbot was deleted', 'InvalidInput');
  };
  const failLearning: Activities['failLearning'] = async (input) => {
    reason = input.reason;
    return noCounts;
  };
  await withLearning(activitiesFor([], { prepareLearning, failLearning }), async (handle) => {
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('FAILED');
  });
  expect(reason).toBe('the chatbot was deleted');
  expect(calls).not.toContain('learnNext');
});

test('a cancellation stops the work before the job is told', async () => {
  let isWorking = false;
  let wasWorking = true;
  const learnNext: Activities['learnNext'] = async () => {
    isWorking = true;
    return untilCancelled().finally(() => (isWorking = false));
  };
  const cancelLearning: Activities['cancelLearning'] = async () => {
    wasWorking = isWorking;
    return noCounts;
  };
  await withLearning(activitiesFor([], { learnNext, cancelLearning }), async (handle) => {
    await until(() => isWorking);
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect(wasWorking).toBe(false);
  expect(calls).not.toContain('completeLearning');
});

test('a job that was cancelled before it began is only cleaned up', async () => {
  const beginLearning: Activities['beginLearning'] = async () => ({ proceed: false });
  await withLearning(activitiesFor([], { beginLearning }), (handle) => handle.result());
  expect(calls).toEqual(['beginLearning', 'cancelLearning']);
});

test('a pause rests, and the work goes on from where it was', async () => {
  let isPaused = false;
  let left = 3;
  const learnNext: Activities['learnNext'] = async () => {
    if (left === 2 && !isPaused) {
      isPaused = true;
      throw ApplicationFailure.nonRetryable('the job is paused', 'JobPaused');
    }
    return step(--left);
  };
  let rests = true;
  const heedPause: Activities['heedPause'] = async () => ({ paused: rests });
  await withLearning(activitiesFor([], { learnNext, heedPause }), async (handle) => {
    await until(() => calls.includes('heedPause'));
    rests = false;
    await handle.signal('resume');
    await handle.result();
  });
  expect(calls.filter((call) => call === 'prepareLearning')).toHaveLength(2);
  expect(calls.at(-1)).toBe('completeLearning');
});
