import { expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import type { createUserDeletionActivities } from '../activities/user-deletion.activities.js';
import { timeSkippingServer } from '../test/helpers/run-workflow.js';

type Activities = ReturnType<typeof createUserDeletionActivities>;
type Part = Awaited<ReturnType<Activities['deleteNextPart']>>;

const server = timeSkippingServer();

const counts = { total: 3, done: 3, failed: 0, skipped: 0 };

/** Runs the workflow with these parts, one after the other; answers its result and the calls it made. */
async function run(
  parts: (() => Part | Promise<Part>)[],
  during: (handle: WorkflowHandle) => Promise<unknown> = async () => undefined,
) {
  const { client, nativeConnection } = server.environment;
  const taskQueue = `deletion-${randomUUID()}`;
  const calls: string[] = [];
  let endedAt = 0;
  const activities: Activities = {
    async beginUserDeletion() {
      calls.push('begin');
    },
    async deleteNextPart() {
      calls.push('part');
      const next = parts.shift();
      return next ? next() : { left: 0, waiting: false };
    },
    async completeUserDeletion() {
      calls.push('complete');
      endedAt = await server.environment.currentTimeMs();
      return counts;
    },
  };
  const worker = await Worker.create({
    connection: nativeConnection,
    taskQueue,
    workflowBundle: server.workflowBundle,
    activities,
  });
  const options = { args: [{ jobId: 'j' }], taskQueue, workflowId: taskQueue };
  return worker.runUntil(async () => {
    const before = await server.environment.currentTimeMs();
    const handle = await client.workflow.start('userDeletion', options);
    await during(handle);
    const result: unknown = await handle.result();
    return { result, calls, tookMs: endedAt - before };
  });
}

const part =
  (left: number, waiting = false) =>
  () => ({ left, waiting });

test('it deletes part by part, and completes when none is left', async () => {
  expect(await run([part(2), part(1), part(0)])).toMatchObject({
    result: counts,
    calls: ['begin', 'part', 'part', 'part', 'complete'],
  });
});

test('while other work has to end first it looks again, less and less often', async () => {
  const waits = Array.from({ length: 20 }, () => part(1, true));
  const { calls, tookMs } = await run([...waits, part(0)]);
  expect(calls.filter((call) => call === 'part')).toHaveLength(21);
  // 0.5 s doubled up to 30 s: 6 waits of 31.5 s together, then 14 of half a minute.
  expect(tookMs).toBeGreaterThanOrEqual(450_000);
  expect(tookMs).toBeLessThan(480_000);
});

test('an outage is waited out, however long it lasts', async () => {
  const failures = Array.from({ length: 200 }, () => () => Promise.reject(new Error('the database is away')));
  const { result, tookMs } = await run([part(1), ...failures, part(0)]);
  expect(result).toEqual(counts);
  expect(tookMs).toBeGreaterThan(3_600_000);
});

test('it is not stopped half-way by a cancellation', async () => {
  const { result, calls } = await run([part(2, true), part(1, true), part(0)], (handle) => handle.cancel());
  expect([result, calls.at(-1)]).toEqual([counts, 'complete']);
});
