import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import type { createEmbeddingActivities } from '../activities/embeddings.activities.js';
import type { createJobActivities } from '../activities/job.activities.js';
import { noCounts, untilCancelled } from '../test/doubles/ingest-activities.js';
import { failureOf, noted, runWorkflow, statusOf, timeSkippingServer } from '../test/helpers/run-workflow.js';
import { until } from '../test/helpers/until.js';

type Activities = ReturnType<typeof createEmbeddingActivities> & ReturnType<typeof createJobActivities>;

const server = timeSkippingServer();
const { calls } = server;

/** Activities over a number of messages instead of a database: so many at first, and so many that come meanwhile. */
function activitiesFor(messages: number[], changes: Partial<Activities> = {}): Activities {
  let left = 0;
  let done = 0;
  const rounds = [...messages];
  const all: Activities = {
    heedPause: async () => ({ paused: false }),
    beginEmbeddings: async () => ({ proceed: true }),
    gatherNextMessages: async ({ after }) => {
      if (after === 'half') return { last: null, isNew: false };
      const found = rounds.shift() ?? 0;
      left += found;
      return { last: found > 1_000 ? 'half' : null, isNew: found > 0 };
    },
    embedNextMessages: async ({ size }) => {
      const claimed = Math.min(size, left);
      left -= claimed;
      done += claimed;
      return { claimed };
    },
    completeEmbeddings: async () => ({ ...noCounts, total: done + left, done }),
    cancelEmbeddings: async () => noCounts,
    failEmbeddings: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

const withEmbeddings = <T>(activities: Activities, use: (handle: WorkflowHandle) => Promise<T>): Promise<T> =>
  runWorkflow(server, { name: 'embeddings', activities }, use);

test('it gathers, embeds, and looks once more for what came meanwhile', async () => {
  await withEmbeddings(activitiesFor([1_200, 3]), async (handle) => {
    expect(await handle.result()).toEqual({ ...noCounts, total: 1_203, done: 1_203 });
  });
  expect(calls).toEqual([
    ...['beginEmbeddings', 'gatherNextMessages', 'gatherNextMessages'],
    ...['embedNextMessages', 'embedNextMessages', 'embedNextMessages', 'embedNextMessages'],
    ...['gatherNextMessages', 'embedNextMessages', 'embedNextMessages'],
    ...['gatherNextMessages', 'completeEmbeddings'],
  ]);
});

test('nothing to do is done', async () => {
  await withEmbeddings(activitiesFor([]), async (handle) => {
    expect(await handle.result()).toEqual(noCounts);
  });
});

test('a provider that asks for hours of patience is asked again after them', async () => {
  let refusals = 2;
  const embedNextMessages: Activities['embedNextMessages'] = async () => {
    if (refusals-- > 0)
      throw ApplicationFailure.create({ message: 'limit', type: 'ProviderLimit', nextRetryDelay: '2 hours' });
    return { claimed: 0 };
  };
  await withEmbeddings(activitiesFor([1], { embedNextMessages }), async (handle) => {
    await handle.result();
    const { startTime, closeTime } = await handle.describe();
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(4 * 3_600_000);
  });
});

test('a pause stops what is in hand; afterwards it goes on', async () => {
  let paused = true;
  let isFirst = true;
  const embedNextMessages: Activities['embedNextMessages'] = async () => {
    if (!isFirst) return { claimed: 0 };
    isFirst = false;
    return untilCancelled();
  };
  const heedPause: Activities['heedPause'] = async () => ({ paused });
  await withEmbeddings(activitiesFor([1], { embedNextMessages, heedPause }), async (handle) => {
    await until(() => calls.includes('embedNextMessages'));
    await handle.signal('pause');
    await until(() => calls.includes('heedPause'));
    paused = false;
    await handle.signal('resume');
    await handle.result();
  });
  expect(calls.at(-1)).toBe('completeEmbeddings');
});

test.each([
  ['cancelled', 'CANCELLED', 'cancelEmbeddings'],
  ['failed', 'FAILED', 'failEmbeddings'],
])('the job is told that it was %s', async (how, status, last) => {
  const embedNextMessages: Activities['embedNextMessages'] = async () => {
    if (how === 'failed') throw ApplicationFailure.nonRetryable('no such model', 'InvalidInput');
    return untilCancelled();
  };
  await withEmbeddings(activitiesFor([1], { embedNextMessages }), async (handle) => {
    await until(() => calls.includes('embedNextMessages'));
    if (how === 'cancelled') await handle.cancel();
    await failureOf(handle);
    expect(await statusOf(handle)).toBe(status);
  });
  expect(calls.at(-1)).toBe(last);
});
