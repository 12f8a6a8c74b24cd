import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createDigestActivities } from '../activities/digest.activities.js';
import type { createJobActivities } from '../activities/job.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createDigestActivities> & ReturnType<typeof createJobActivities>;

const server = timeSkippingServer();
const { calls } = server;

/** One digest is to be made. */
function activitiesWith(changes: Partial<Activities> = {}): Activities {
  let left = 1;
  const all: Activities = {
    heedPause: async () => ({ paused: false }),
    beginDigest: async () => ({ proceed: true }),
    makeNextDigest: async () => ({ claimed: left > 0 ? left-- : 0 }),
    completeDigest: async () => ({ ...noCounts, total: 1, done: 1 }),
    cancelDigest: async () => noCounts,
    failDigest: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

const withDigest = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'digest', activities }, use);

test('it begins, makes the digest and completes', async () => {
  await withDigest(activitiesWith(), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, total: 1, done: 1 });
  });
  expect(calls).toEqual(['beginDigest', 'makeNextDigest', 'makeNextDigest', 'completeDigest']);
});

test('an outage of hours is waited out', async () => {
  let refusals = 3;
  const makeNextDigest: Activities['makeNextDigest'] = async () => {
    if (refusals-- > 0)
      throw ApplicationFailure.create({ message: 'limit', type: 'ProviderLimit', nextRetryDelay: '1 hour' });
    return { claimed: 0 };
  };
  await withDigest(activitiesWith({ makeNextDigest }), async (handle) => {
    await handle.result();
    const { startTime, closeTime } = await handle.describe();
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(3 * 3_600_000);
  });
});

test('a job that was cancelled before it began makes nothing', async () => {
  await withDigest(activitiesWith({ beginDigest: async () => ({ proceed: false }) }), async (handle) => {
    expect(await handle.result()).toEqual(noCounts);
  });
  expect(calls).toEqual(['beginDigest', 'cancelDigest']);
});

test.each([
  ['cancelled', 'CANCELLED', 'cancelDigest'],
  ['failed', 'FAILED', 'failDigest'],
])('the job is told that it was %s', async (how, status, last) => {
  const makeNextDigest: Activities['makeNextDigest'] = async () => {
    if (how === 'failed') throw ApplicationFailure.nonRetryable('too late', 'DeadlineExceeded');
    return untilCancelled();
  };
  await withDigest(activitiesWith({ makeNextDigest }), async (handle) => {
    await until(() => calls.includes('makeNextDigest'));
    if (how === 'cancelled') await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe(status);
  });
  expect(calls.at(-1)).toBe(last);
});
