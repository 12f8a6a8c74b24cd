import { expect, test } from '@jest/globals';
import { WorkflowFailedError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import type { createRefreshActivities } from '../activities/refresh.activities.js';
import { timeSkippingServer } from '../test/helpers/run-workflow.js';

type Activities = ReturnType<typeof createRefreshActivities>;

const server = timeSkippingServer();

async function refreshed(startRefresh: Activities['startRefresh']): Promise<unknown> {
  const { client, nativeConnection } = server.environment;
  const taskQueue = `refresh-${randomUUID()}`;
  const activities = { startRefresh };
  const worker = await Worker.create({
    connection: nativeConnection,
    taskQueue,
    workflowBundle: server.workflowBundle,
    activities,
  });
  const options = { args: [{ itemId: 'i' }], taskQueue, workflowId: taskQueue };
  return worker.runUntil(() => client.workflow.execute('refreshSource', options));
}

test('it makes the job of its item and ends with the id', async () => {
  const asked: string[] = [];
  const result = await refreshed(async ({ itemId }) => {
    asked.push(itemId);
    return { jobId: 'j' };
  });
  expect([result, asked]).toEqual([{ jobId: 'j' }, ['i']]);
});

test('an outage is waited out for half an hour; then the next time is left to the schedule', async () => {
  let failures = 5;
  const passing = async () => {
    if (failures-- > 0) throw new Error('the database does not answer');
    return { jobId: null };
  };
  expect(await refreshed(passing)).toEqual({ jobId: null });
  const lasting = () => Promise.reject(new Error('the database does not answer'));
  await expect(refreshed(lasting)).rejects.toThrow(WorkflowFailedError);
});
