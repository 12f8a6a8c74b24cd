import { expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { timeSkippingServer } from '../test/helpers/run-workflow.js';

const server = timeSkippingServer();

const dayMs = 86_400_000;

/** Runs a timer that is due in so many ms; answers when its restriction was ended, by the server's clock. */
async function expire(inMs: number, use: (handle: WorkflowHandle) => Promise<unknown>): Promise<number[]> {
  const { client, nativeConnection } = server.environment;
  const taskQueue = `expiry-${randomUUID()}`;
  const endedAt: number[] = [];
  const endRestriction = async () => {
    endedAt.push(await server.environment.currentTimeMs());
    return { ended: true };
  };
  const worker = await Worker.create({
    ...{
      connection: nativeConnection,
      taskQueue,
      workflowBundle: server.workflowBundle,
      activities: { endRestriction },
    },
  });
  const dueAt = (await server.environment.currentTimeMs()) + inMs;
  await worker.runUntil(async () => {
    const options = { args: [{ expiryId: 'e', dueAt }], taskQueue, workflowId: taskQueue };
    await use(await client.workflow.start('moderationExpiry', options));
  });
  return endedAt.map((at) => at - dueAt);
}

test('a mute of a month ends when it is over, and not before', async () => {
  const [late] = await expire(30 * dayMs, (handle) => handle.result());
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(dayMs);
});

test('one that is overdue ends at once', async () => {
  expect(await expire(-dayMs, (handle) => handle.result())).toHaveLength(1);
});

test('one that was lifted before ends nothing', async () => {
  const ended = await expire(dayMs, async (handle) => {
    await handle.cancel();
    await handle.result().catch(() => undefined);
  });
  expect(ended).toEqual([]);
});
