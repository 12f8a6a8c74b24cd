import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createBackupActivities } from '../activities/backup.activities.js';
import type { createJobActivities } from '../activities/job.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createBackupActivities> & ReturnType<typeof createJobActivities>;

const server = timeSkippingServer();
const { calls } = server;

/** Activities over a number of parts instead of an installation; planning makes all of them anew. */
function activitiesFor(parts: number, changes: Partial<Activities> = {}): Activities {
  let left = 0;
  let isPlanned = false;
  const all: Activities = {
    heedPause: async () => ({ paused: false }),
    beginBackup: async () => ({ proceed: true }),
    planBackupParts: async () => {
      if (!isPlanned) left = parts;
      isPlanned = true;
    },
    writeNextPart: async () => (left-- > 0 ? { claimed: 1, lost: false } : { claimed: 0, lost: false }),
    completeBackup: async () => ({ ...noCounts, total: parts, done: parts }),
    cancelBackup: async () => noCounts,
    failBackup: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

const withBackup = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'backup', activities }, use);

test('it plans, writes part after part, and completes', async () => {
  await withBackup(activitiesFor(2), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, total: 2, done: 2 });
  });
  expect(calls).toEqual([
    ...['beginBackup', 'planBackupParts', 'writeNextPart', 'writeNextPart', 'writeNextPart'],
    'completeBackup',
  ]);
});

test('a snapshot that is lost is planned anew', async () => {
  const answers = [
    { claimed: 1, lost: false },
    { claimed: 0, lost: true },
    { claimed: 1, lost: false },
    { claimed: 0, lost: false },
  ];
  const writeNextPart: Activities['writeNextPart'] = async () => answers.shift()!;
  await withBackup(activitiesFor(1, { writeNextPart }), async (handle) => {
    await handle.result();
  });
  expect(calls.slice(1)).toEqual([
    ...['planBackupParts', 'writeNextPart', 'writeNextPart', 'planBackupParts'],
    ...['writeNextPart', 'writeNextPart', 'completeBackup'],
  ]);
});

test('an outage is waited out, however long it lasts', async () => {
  let failures = 100;
  const writeNextPart: Activities['writeNextPart'] = async () => {
    if (failures-- > 0) throw new Error('the database is away');
    return { claimed: 0, lost: false };
  };
  await withBackup(activitiesFor(1, { writeNextPart }), async (handle) => {
    await handle.result();
    const { startTime, closeTime } = await handle.describe();
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThan(2_000_000);
  });
  expect(calls.at(-1)).toBe('completeBackup');
});

test('a pause stops what is in hand; afterwards it goes on', async () => {
  let paused = true;
  let isFirst = true;
  const writeNextPart: Activities['writeNextPart'] = async () => {
    if (!isFirst) return { claimed: 0, lost: false };
    isFirst = false;
    return untilCancelled();
  };
  const heedPause: Activities['heedPause'] = async () => ({ paused });
  await withBackup(activitiesFor(1, { writeNextPart, heedPause }), async (handle) => {
    await until(() => calls.includes('writeNextPart'));
    await handle.signal('pause');
    await until(() => calls.includes('heedPause'));
    paused = false;
    await handle.signal('resume');
    await handle.result();
  });
  expect(calls.at(-1)).toBe('completeBackup');
});

test.each([
  ['cancelled', 'CANCELLED', 'cancelBackup'],
  ['failed', 'FAILED', 'failBackup'],
])('the job is told that it was %s', async (how, status, last) => {
  const writeNextPart: Activities['writeNextPart'] = async () => {
    if (how === 'failed') throw ApplicationFailure.nonRetryable('no room', 'InvalidInput');
    return untilCancelled();
  };
  await withBackup(activitiesFor(1, { writeNextPart }), async (handle) => {
    await until(() => calls.includes('writeNextPart'));
    if (how === 'cancelled') await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe(status);
  });
  expect(calls.at(-1)).toBe(last);
});
