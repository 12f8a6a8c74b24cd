import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createJobActivities } from '../activities/job.activities.js';
import type { createReindexActivities } from '../activities/reindex.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createReindexActivities> & ReturnType<typeof createJobActivities>;

const server = timeSkippingServer();
const { calls, times } = server;

/** Activities over a number of items instead of a database; each call is noted by its name. */
function activitiesFor(items: number, changes: Partial<Activities> = {}): Activities {
  let left = items;
  const all: Activities = {
    heedPause: async () => ({ paused: false }),
    beginReindex: async () => ({ proceed: true }),
    reindexNextBatch: async ({ size }) => {
      const claimed = Math.min(size, left);
      left -= claimed;
      return { claimed };
    },
    swapIndexes: async () => ({ isDone: true }),
    completeReindex: async () => ({ ...noCounts, total: items, done: items - left }),
    cancelReindex: async () => noCounts,
    failReindex: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

const withReindex = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'reindex', activities }, use);

test('it works until nothing is left, swaps, and completes', async () => {
  await withReindex(activitiesFor(45), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, total: 45, done: 45 });
  });
  expect([calls[0], calls.at(-2), calls.at(-1)]).toEqual(['beginReindex', 'swapIndexes', 'completeReindex']);
  expect(times('swapIndexes')).toBe(1);
});

test('what came meanwhile is worked on before the swap is tried again', async () => {
  let late = 2;
  const swapIndexes: Activities['swapIndexes'] = async () => ({ isDone: late-- === 0 });
  await withReindex(activitiesFor(1, { swapIndexes }), (handle) => handle.result());
  expect(times('swapIndexes')).toBe(3);
  // Two lanes look for work after each of them.
  expect(times('reindexNextBatch')).toBeGreaterThanOrEqual(6);
  expect(calls.lastIndexOf('reindexNextBatch')).toBeGreaterThan(calls.indexOf('swapIndexes'));
});

test('a provider that asks for hours of patience is asked again after them', async () => {
  let refusals = 3;
  const reindexNextBatch: Activities['reindexNextBatch'] = async () => {
    if (refusals-- > 0)
      throw ApplicationFailure.create({ message: 'limit', type: 'ProviderLimit', nextRetryDelay: '2 hours' });
    return { claimed: 0 };
  };
  await withReindex(activitiesFor(0, { reindexNextBatch }), async (handle) => {
    await handle.result();
    const { startTime, closeTime } = await handle.describe();
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(2 * 3_600_000);
  });
  expect(times('completeReindex')).toBe(1);
});

test('a cancellation while it works cleans up and does not swap', async () => {
  await withReindex(activitiesFor(1, { reindexNextBatch: untilCancelled }), async (handle) => {
    await until(() => times('reindexNextBatch') > 0);
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect([times('cancelReindex'), times('swapIndexes'), times('failReindex')]).toEqual([1, 0, 0]);
});

test('a cancellation during the swap comes too late: what is searched is told as completed', async () => {
  let swap: () => void = () => undefined;
  const swapped = new Promise<void>((resolve) => {
    swap = resolve;
  });
  const swapIndexes: Activities['swapIndexes'] = () => swapped.then(() => ({ isDone: true }));
  await withReindex(activitiesFor(1, { swapIndexes }), async (handle) => {
    await until(() => times('swapIndexes') > 0);
    await handle.cancel();
    swap();
    expect(await handle.result()).toMatchObject({ done: 1 });
  });
  expect([times('completeReindex'), times('cancelReindex')]).toEqual([1, 0]);
});

test('a pause stops the work, and it goes on with what is left', async () => {
  let paused = true;
  const heedPause: Activities['heedPause'] = async () => ({ paused });
  const first = { isIt: true };
  const reindexNextBatch: Activities['reindexNextBatch'] = async () => {
    if (!first.isIt) return { claimed: 0 };
    return untilCancelled();
  };
  await withReindex(activitiesFor(1, { heedPause, reindexNextBatch }), async (handle) => {
    await until(() => times('reindexNextBatch') > 0);
    await handle.signal('pause');
    await until(() => times('heedPause') > 0);
    expect(times('swapIndexes')).toBe(0);
    paused = false;
    first.isIt = false;
    await handle.signal('resume');
    await handle.result();
  });
  expect([times('swapIndexes'), times('completeReindex')]).toEqual([1, 1]);
});

test('what cannot go on fails the job with the reason', async () => {
  const beginReindex: Activities['beginReindex'] = () =>
    Promise.reject(ApplicationFailure.nonRetryable('another one is at work', 'InvalidInput'));
  let reason = '';
  const failReindex: Activities['failReindex'] = async (input) => {
    ({ reason } = input);
    return noCounts;
  };
  await withReindex(activitiesFor(0, { beginReindex, failReindex }), async (handle) => {
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('FAILED');
  });
  expect(reason).toBe('another one is at work');
});

test('a job that was cancelled before it began is only cleaned up', async () => {
  const beginReindex: Activities['beginReindex'] = async () => ({ proceed: false });
  await withReindex(activitiesFor(3, { beginReindex }), (handle) => handle.result());
  expect(calls).toEqual(['beginReindex', 'cancelReindex']);
});
