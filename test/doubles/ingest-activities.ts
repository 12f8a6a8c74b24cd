import { Context } from '@temporalio/activity';
import type { createIngestActivities } from '../../activities/ingest.activities.js';
import type { createJobActivities } from '../../activities/job.activities.js';
import { noted } from '../helpers/run-workflow.js';

export type FakeActivities = ReturnType<typeof createIngestActivities> &
  ReturnType<typeof createJobActivities>;

export const noCounts = { total: 0, done: 0, failed: 0, skipped: 0 };

/** Activities over a number of items instead of a database; each call is noted by its name. */
export function fakeIngestActivities({
  items,
  changes,
  calls,
}: {
  items: number;
  changes: Partial<FakeActivities>;
  calls: string[];
}): FakeActivities {
  let left = items;
  const all: FakeActivities = {
    heedPause: async () => ({ paused: false }),
    beginIngest: async () => ({ proceed: true }),
    ingestNextBatch: async ({ size }) => {
      const claimed = Math.min(size, left);
      left -= claimed;
      return { claimed };
    },
    completeIngest: async () => ({ ...noCounts, total: items, done: items - left }),
    cancelIngest: async () => noCounts,
    failIngest: async () => noCounts,
    ...changes,
  };
  return noted(all, calls);
}

/** Works until it is cancelled, as a batch in the middle of its documents. */
export async function untilCancelled(): Promise<never> {
  const { cancelled, heartbeat } = Context.current();
  const timer = setInterval(() => heartbeat(), 50);
  return cancelled.finally(() => clearInterval(timer));
}
