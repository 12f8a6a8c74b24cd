import { beforeAll, expect, test } from '@jest/globals';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import type { createScheduledDigestActivities } from '../activities/scheduled-digest.activities.js';
import { timeSkippingServer } from '../test/helpers/run-workflow.js';

const { IndexedValueType } = temporal.api.enums.v1;
type Activities = ReturnType<typeof createScheduledDigestActivities>;

const server = timeSkippingServer();
/** Where a schedule says for when it started a workflow. */
const scheduledStart = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

beforeAll(async () => {
  const { connection, namespace } = server.environment;
  const searchAttributes = { [scheduledStart.name]: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME };
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
});

/** Runs what a schedule starts; `due` as the schedule would tell it. */
async function digested(startDueDigest: Activities['startDueDigest'], due?: Date) {
  const { client, nativeConnection } = server.environment;
  const taskQueue = `scheduled-digest-${randomUUID()}`;
  const worker = await Worker.create({
    connection: nativeConnection,
    taskQueue,
    workflowBundle: server.workflowBundle,
    activities: { startDueDigest },
  });
  return worker.runUntil(async () => {
    const handle = await client.workflow.start('scheduledDigest', {
      ...{ args: [{ scheduleId: 's' }], taskQueue, workflowId: taskQueue },
      ...(due
        ? { typedSearchAttributes: new TypedSearchAttributes([{ key: scheduledStart, value: due }]) }
        : {}),
    });
    const result: unknown = await handle.result();
    return { result, ...(await handle.describe()) };
  });
}

test('it makes the job of the time for which it was due, however late it is', async () => {
  const asked: unknown[] = [];
  const due = new Date('2026-01-31T07:00:00.000Z');
  const { result } = await digested(async (input) => {
    asked.push(input);
    return { jobId: 'j' };
  }, due);
  expect([result, asked]).toEqual([{ jobId: 'j' }, [{ scheduleId: 's', dueAt: due.toISOString() }]]);
});

test('without a schedule it was due when it began; a period that was digested already makes no job', async () => {
  const asked: string[] = [];
  const { result, startTime } = await digested(async ({ dueAt }) => {
    asked.push(dueAt);
    return { jobId: null };
  });
  expect([result, asked]).toEqual([{ jobId: null }, [startTime.toISOString()]]);
});

test('an outage of hours is waited out, and every try asks for the same time', async () => {
  const asked: string[] = [];
  const { result, startTime, closeTime } = await digested(async ({ dueAt }) => {
    asked.push(dueAt);
    if (asked.length < 100) throw new Error('the database does not answer');
    return { jobId: 'j' };
  });
  expect([result, asked.length, new Set(asked).size]).toEqual([{ jobId: 'j' }, 100, 1]);
  expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThan(2 * 3_600_000);
});
