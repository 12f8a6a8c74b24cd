import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createJobActivities } from '../activities/job.activities.js';
import type { createModerationBatchActivities } from '../activities/moderation-batch.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createModerationBatchActivities> & ReturnType<typeof createJobActivities>;

const server = timeSkippingServer();
const { calls, times } = server;

function activitiesFor(items: number, changes: Partial<Activities> = {}): Activities {
  let left = items;
  return noted(
    {
      heedPause: async () => ({ paused: false }),
      beginModeration: async () => ({ proceed: true, selects: false }),
      gatherSelectedMessages: async () => ({ isGathered: true }),
      moderateNextItems: async ({ size }) => {
        const claimed = Math.min(size, left);
        left -= claimed;
        return { claimed };
      },
      completeModeration: async () => ({ ...noCounts, total: items, done: items - left }),
      cancelModeration: async () => noCounts,
      failModeration: async () => noCounts,
      ...changes,
    },
    calls,
  );
}
const withBatch = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'moderationBatch', activities }, use);

test('it works until nothing is left, then completes once', async () => {
  await withBatch(activitiesFor(120), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, total: 120, done: 120 });
  });
  expect([times('moderateNextItems'), times('completeModeration')]).toEqual([4, 1]);
  expect(times('gatherSelectedMessages')).toBe(0);
});

/** So many pages of selected messages are to be gathered. */
const selecting = (pages: number, changes: Partial<Activities> = {}): Partial<Activities> => ({
  beginModeration: async () => ({ proceed: true, selects: true }),
  gatherSelectedMessages: async () => ({ isGathered: --pages <= 0 }),
  ...changes,
});

test('what is selected is gathered page by page, before anything is moderated', async () => {
  await withBatch(activitiesFor(60, selecting(3)), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, total: 60, done: 60 });
  });
  expect(calls).toEqual([
    'beginModeration',
    ...Array.from({ length: 3 }, () => 'gatherSelectedMessages'),
    ...Array.from({ length: 3 }, () => 'moderateNextItems'),
    'completeModeration',
  ]);
});

test('a cancellation while messages are gathered moderates none of them', async () => {
  const activities = activitiesFor(60, selecting(1, { gatherSelectedMessages: untilCancelled }));
  await withBatch(activities, async (handle) => {
    await until(() => times('gatherSelectedMessages') > 0);
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect([times('moderateNextItems'), times('cancelModeration')]).toEqual([0, 1]);
});

test('after a pause while messages are gathered it goes on gathering', async () => {
  let paused = true;
  let pages = 2;
  const gatherSelectedMessages: Activities['gatherSelectedMessages'] = async () => {
    pages -= 1;
    return paused ? untilCancelled() : { isGathered: pages <= 0 };
  };
  const heedPause: Activities['heedPause'] = async () => ({ paused });
  const activities = activitiesFor(10, selecting(1, { gatherSelectedMessages, heedPause }));
  await withBatch(activities, async (handle) => {
    await until(() => times('gatherSelectedMessages') > 0);
    await handle.signal('pause');
    await until(() => times('heedPause') > 0);
    expect(times('moderateNextItems')).toBe(0);
    paused = false;
    await handle.signal('resume');
    await handle.result();
  });
  expect([times('gatherSelectedMessages'), times('completeModeration')]).toEqual([2, 1]);
});

test('a model that is away for hours is waited for', async () => {
  let refusals = 3;
  const moderateNextItems: Activities['moderateNextItems'] = async () => {
    if (refusals-- > 0)
      throw ApplicationFailure.create({ message: 'limit', type: 'ProviderLimit', nextRetryDelay: '2 hours' });
    return { claimed: 0 };
  };
  await withBatch(activitiesFor(0, { moderateNextItems }), (handle) => handle.result());
  expect(times('completeModeration')).toBe(1);
});

test('a cancellation is told to the job, and nothing is completed', async () => {
  await withBatch(activitiesFor(1, { moderateNextItems: untilCancelled }), async (handle) => {
    await until(() => times('moderateNextItems') > 0);
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect([times('cancelModeration'), times('completeModeration'), times('failModeration')]).toEqual([
    1, 0, 0,
  ]);
});

test('a pause stops the work, and it goes on with what is left', async () => {
  let paused = true;
  let isFirst = true;
  const heedPause: Activities['heedPause'] = async () => ({ paused });
  const moderateNextItems: Activities['moderateNextItems'] = async () =>
    isFirst ? untilCancelled() : { claimed: 0 };
  await withBatch(activitiesFor(1, { heedPause, moderateNextItems }), async (handle) => {
    await until(() => times('moderateNextItems') > 0);
    await handle.signal('pause');
    await until(() => times('heedPause') > 0);
    expect(times('completeModeration')).toBe(0);
    paused = isFirst = false;
    await handle.signal('resume');
    await handle.result();
  });
  expect(times('completeModeration')).toBe(1);
});
