import { Context } from '@temporalio/activity';
import type { createIngestActivities } from '../../activities/ingest.activities.js';

export type IngestActivities = ReturnType<typeof createIngestActivities>;

export const noCounts = { total: 0, done: 0, failed: 0, skipped: 0 };

/** Activities over a number of items instead of a database; each call is noted by its name. */
export function fakeIngestActivities({
  items,
  changes,
  calls,
}: {
  items: number;
  changes: Partial<IngestActivities>;
  calls: string[];
}): IngestActivities {
  let left = items;
  const all: IngestActivities = {
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
  const noted = Object.entries(all).map(([name, work]) => [
    name,
    (input: never) => {
      calls.push(name);
      return work(input);
    },
  ]);
  return Object.fromEntries(noted) as IngestActivities;
}

/** Works until it is cancelled, as a batch in the middle of its documents. */
export async function untilCancelled(): Promise<never> {
  const { cancelled, heartbeat } = Context.current();
  const timer = setInterval(() => heartbeat(), 50);
  return cancelled.finally(() => clearInterval(timer));
}
