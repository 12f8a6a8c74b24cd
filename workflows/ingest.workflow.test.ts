import { expect, test } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import {
  fakeIngestActivities,
  noCounts,
  untilCancelled,
  type FakeActivities,
} from '../test/doubles/ingest-activities.js';
import { failureOf, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';
import { startLocalServer } from '../test/helpers/workflows.js';

const server = timeSkippingServer();
const { calls, times } = server;
const activitiesFor = (items: number, changes: Partial<FakeActivities> = {}): FakeActivities =>
  fakeIngestActivities({ items, changes, calls });

const withIngest = <T>(
  activities: FakeActivities,
  use: (handle: WorkflowHandle) => Promise<T>,
  environment = server.environment,
): Promise<T> => {
  const { workflowBundle } = server;
  return runWorkflow({ environment, workflowBundle }, { name: 'ingest', activities }, use);
};

test('it ends when no items are left, and answers the counts', async () => {
  await withIngest(activitiesFor(90), async (handle) => {
    expect(await handle.result()).toEqual({ total: 90, done: 90, failed: 0, skipped: 0 });
  });
  // Five batches of at most twenty, and one empty answer a lane.
  expect(times('ingestNextBatch')).toBe(7);
  expect(calls[0]).toBe('beginIngest');
  expect(calls.at(-1)).toBe('completeIngest');
});

test('two batches are worked on at the same time, never more', async () => {
  let running = 0;
  let most = 0;
  let left = 6;
  const ingestNextBatch: FakeActivities['ingestNextBatch'] = async () => {
    most = Math.max(most, ++running);
    await new Promise((done) => setTimeout(done, 60));
    running--;
    return { claimed: left-- > 0 ? 1 : 0 };
  };
  await withIngest(activitiesFor(0, { ingestNextBatch }), (handle) => handle.result());
  expect(most).toBe(2);
});

test('an activity that fails is repeated until it succeeds, however often that is', async () => {
  let failures = 12;
  const ingestNextBatch: FakeActivities['ingestNextBatch'] = async () => {
    if (failures-- > 0) throw new Error('the database does not answer');
    return { claimed: 0 };
  };
  await withIngest(activitiesFor(0, { ingestNextBatch }), async (handle) => {
    await handle.result();
    expect(await statusOf(handle)).toBe('COMPLETED');
  });
  expect(times('ingestNextBatch')).toBe(14);
  expect(times('failIngest')).toBe(0);
});

test('cancelling stops both lanes before the job is told, and ends the workflow as cancelled', async () => {
  let running = 0;
  let runningAtCancel = -1;
  const ingestNextBatch: FakeActivities['ingestNextBatch'] = async () => {
    running++;
    const isSlow = running === 2;
    try {
      return await untilCancelled();
    } finally {
      if (isSlow) await new Promise((done) => setTimeout(done, 300));
      running--;
    }
  };
  const cancelIngest: FakeActivities['cancelIngest'] = async () => {
    runningAtCancel = running;
    return noCounts;
  };
  await withIngest(activitiesFor(100, { ingestNextBatch, cancelIngest }), async (handle) => {
    await until(() => times('ingestNextBatch') === 2);
    await handle.cancel();
    expect((await failureOf(handle)).cause).toBeInstanceOf(CancelledFailure);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect(runningAtCancel).toBe(0);
  expect(calls.slice(-1)).toEqual(['cancelIngest']);
});

test('a batch that ends with an error because of the cancellation does not make the job failed', async () => {
  const ingestNextBatch: FakeActivities['ingestNextBatch'] = () =>
    untilCancelled().catch(() => {
      throw ApplicationFailure.nonRetryable('the connection was closed');
    });
  await withIngest(activitiesFor(100, { ingestNextBatch }), async (handle) => {
    await until(() => times('ingestNextBatch') === 2);
    await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('CANCELLED');
  });
  expect(times('cancelIngest')).toBe(1);
  expect(times('failIngest')).toBe(0);
});

test('a failure stops the other lane, tells the job why, and fails the workflow', async () => {
  let reason = '';
  let otherStopped = false;
  let batches = 0;
  const ingestNextBatch: FakeActivities['ingestNextBatch'] = async () => {
    if (batches++ === 0) {
      await until(() => batches === 2);
      throw ApplicationFailure.nonRetryable('the job exceeded its deadline', 'DeadlineExceeded');
    }
    return untilCancelled().finally(() => (otherStopped = true));
  };
  const failIngest: FakeActivities['failIngest'] = async (input) => {
    reason = otherStopped ? input.reason : 'the other lane was still at work';
    return noCounts;
  };
  await withIngest(activitiesFor(100, { ingestNextBatch, failIngest }), async (handle) => {
    await failureOf(handle);
    expect(await statusOf(handle)).toBe('FAILED');
  });
  expect(reason).toBe('the job exceeded its deadline');
  expect(times('cancelIngest')).toBe(0);
});

test('a job that was cancelled before Temporal knew of it takes nothing in', async () => {
  const beginIngest: FakeActivities['beginIngest'] = async () => ({ proceed: false });
  await withIngest(activitiesFor(100, { beginIngest }), (handle) => handle.result());
  expect(calls).toEqual(['beginIngest', 'cancelIngest']);
});

test('a workflow that is cancelled before its first task still tells the job', async () => {
  const taskQueue = `ingest-${randomUUID()}`;
  const { client, nativeConnection } = server.environment;
  const workflowId = `ingest-${randomUUID()}`;
  const handle = await client.workflow.start('ingest', { args: [{ jobId: 'j' }], taskQueue, workflowId });
  await handle.cancel();
  const activities = activitiesFor(100);
  const worker = await Worker.create({
    connection: nativeConnection,
    taskQueue,
    workflowBundle: server.workflowBundle,
    activities,
  });
  await worker.runUntil(() => failureOf(handle));
  expect(await statusOf(handle)).toBe('CANCELLED');
  expect(calls.at(-1)).toBe('cancelIngest');
  expect(times('ingestNextBatch')).toBe(0);
});

test('a long history is continued in a new run until nothing is left', async () => {
  const local = await startLocalServer(['limit.historyCount.suggestContinueAsNew=40']);
  try {
    await withIngest(
      activitiesFor(400),
      async (handle) => {
        expect(await handle.result()).toMatchObject({ done: 400 });
        expect((await handle.describe()).historyLength).toBeLessThan(100);
      },
      local,
    );
    expect(times('beginIngest')).toBeGreaterThan(1);
    expect(times('completeIngest')).toBe(1);
  } finally {
    await local.teardown();
  }
});
