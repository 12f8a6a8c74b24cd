import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundle } from '@temporalio/worker';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  fakeIngestActivities,
  untilCancelled,
  type FakeActivities,
} from '../test/doubles/ingest-activities.js';
import { failureOf, runWorkflow, statusOf } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';
import {
  bundleWorkflows,
  quietTemporal,
  startLocalServer,
  startTimeSkippingServer,
} from '../test/helpers/workflows.js';

let skipping: TestWorkflowEnvironment;
let local: TestWorkflowEnvironment;
let workflowBundle: WorkflowBundle;
beforeAll(async () => {
  quietTemporal();
  [skipping, local, workflowBundle] = await Promise.all([
    startTimeSkippingServer(),
    // The one that skips time stands still when an activity ends in the moment in which it is cancelled.
    startLocalServer(['limit.historyCount.suggestContinueAsNew=150']),
    bundleWorkflows(),
  ]);
}, 120_000);
afterAll(() => Promise.all([skipping.teardown(), local.teardown()]));

let calls: string[] = [];
/** What stands in the database. */
let isToPause = false;
let isPaused = false;
beforeEach(() => {
  calls = [];
  isToPause = isPaused = false;
});
const times = (name: string): number => calls.filter((call) => call === name).length;

const paused = (): ApplicationFailure => ApplicationFailure.nonRetryable('the job is paused', 'JobPaused');

/** Activities that ask for the wish before they begin a batch, as the real ones do. */
function activitiesFor(items: number, changes: Partial<FakeActivities> = {}): FakeActivities {
  let left = items;
  return fakeIngestActivities({
    items,
    calls,
    changes: {
      beginIngest: async () => {
        isPaused = isToPause;
        return { proceed: true, paused: isPaused };
      },
      heedPause: async () => {
        isPaused = isToPause;
        return { paused: isPaused };
      },
      ingestNextBatch: async ({ size }) => {
        if (isToPause) throw paused();
        await sleep(30);
        const claimed = Math.min(size, left);
        left -= claimed;
        return { claimed };
      },
      completeIngest: async () => ({ total: items, done: items - left, failed: 0, skipped: 0 }),
      ...changes,
    },
  });
}
const run = <T>(
  activities: FakeActivities,
  use: (handle: WorkflowHandle) => Promise<T>,
  environment: TestWorkflowEnvironment = local,
): Promise<T> => runWorkflow({ environment, workflowBundle }, { name: 'ingest', activities }, use);

const pause = (handle: WorkflowHandle): Promise<void> => {
  isToPause = true;
  return handle.signal('pause');
};
const resume = (handle: WorkflowHandle): Promise<void> => {
  isToPause = false;
  return handle.signal('resume');
};

test('a paused job does nothing for a month, and then goes on where it stopped', async () => {
  let isSlow = true;
  const { ingestNextBatch } = activitiesFor(200);
  const activities = activitiesFor(200, {
    ingestNextBatch: (input) =>
      isSlow && times('ingestNextBatch') > 4 ? untilCancelled() : ingestNextBatch(input),
  });
  const use = async (handle: WorkflowHandle): Promise<void> => {
    await until(() => times('ingestNextBatch') >= 6);
    await pause(handle);
    await until(() => isPaused);
    isSlow = false;
    const before = calls.length;
    await skipping.sleep('30 days');
    expect(calls).toHaveLength(before);
    await resume(handle);
    await handle.result();
    expect(await statusOf(handle)).toBe('COMPLETED');
  };
  await run(activities, use, skipping);
  expect(isPaused).toBe(false);
  expect(times('beginIngest')).toBe(1);
  expect(times('failIngest')).toBe(0);
});

test('a job that finds the wish itself rests although no signal came', async () => {
  await run(activitiesFor(200), async (handle) => {
    await until(() => times('ingestNextBatch') >= 4);
    isToPause = true;
    await until(() => isPaused);
    await resume(handle);
    expect(await handle.result()).toMatchObject({ done: 200 });
  });
});

test('a pause that is taken back at once changes nothing', async () => {
  await run(activitiesFor(200), async (handle) => {
    await until(() => times('ingestNextBatch') >= 2);
    await pause(handle);
    await resume(handle);
    expect(await handle.result()).toMatchObject({ done: 200 });
  });
});

test('a signal that nothing stands behind lets the job go on', async () => {
  await run(activitiesFor(200), async (handle) => {
    await until(() => times('ingestNextBatch') >= 2);
    await handle.signal('pause');
    expect(await handle.result()).toMatchObject({ done: 200 });
  });
  expect(times('heedPause')).toBe(1);
});

test('a paused job can be cancelled', async () => {
  await run(activitiesFor(200), async (handle) => {
    await until(() => times('ingestNextBatch') >= 2);
    await pause(handle);
    await until(() => isPaused);
    const batches = times('ingestNextBatch');
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
    expect(times('ingestNextBatch')).toBe(batches);
  });
  expect(calls.at(-1)).toBe('cancelIngest');
});

test('what waits for its repeat after an error is stopped too, and is no failure of the job', async () => {
  let isBroken = true;
  const { ingestNextBatch } = activitiesFor(100);
  const activities = activitiesFor(100, {
    ingestNextBatch: async (input) => {
      if (!isToPause && isBroken)
        throw ApplicationFailure.create({ message: 'limit', nextRetryDelay: '10 hours' });
      return ingestNextBatch(input);
    },
  });
  await run(activities, async (handle) => {
    await until(() => times('ingestNextBatch') >= 2);
    await pause(handle);
    await until(() => isPaused);
    isBroken = false;
    await resume(handle);
    await handle.result();
    expect(await statusOf(handle)).toBe('COMPLETED');
  });
  expect(times('failIngest')).toBe(0);
});

test('a job that is to pause when its history is continued rests in the new run', async () => {
  let left = 100;
  const activities = activitiesFor(0, {
    ingestNextBatch: async () => {
      // The wish comes so late that the batches of the first run do not see it.
      if (times('ingestNextBatch') === 6) isToPause = true;
      if (isToPause && times('beginIngest') > 1) throw paused();
      return { claimed: left-- > 0 ? 1 : 0 };
    },
  });
  const use = async (handle: WorkflowHandle): Promise<void> => {
    await until(() => isPaused);
    expect(times('beginIngest')).toBe(2);
    const batches = times('ingestNextBatch');
    await sleep(500);
    expect(times('ingestNextBatch')).toBe(batches);
    await resume(handle);
    await handle.result();
    expect(left).toBeLessThan(0);
  };
  await run(activities, use);
  expect(times('completeIngest')).toBe(1);
});
