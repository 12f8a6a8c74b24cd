import { jobItemRepository, type JobItemDocument } from '../../jobs/index.js';
import { IndexReplaced } from './index-items.js';
import type { IngestContext } from './ingest-batch.js';
import type { PreparedItem } from './prepare-item.js';

/** So many chunks are indexed before more is read: bounds the memory of a batch of large documents. */
const enoughChunks = 1_000;
/** A worker that died so often while it had just this item in hand died because of it. */
const mostDeaths = 3;
/** After so long nothing new is begun: what is left is taken up by another activity, and others come in between. */
const longEnoughMs = 60_000;

/** What is said of a document over which workers die. */
export const deadly = 'The worker stopped several times while it worked on this document';

export interface BatchWork {
  /** Reads an item; `null` when there is nothing to be indexed, and that is settled. */
  read(jobItem: JobItemDocument, isDeadly: boolean): Promise<PreparedItem | null>;
  /** Indexes what was read. */
  index(prepared: PreparedItem[]): Promise<void>;
}

/**
 * Reads and indexes claimed items. Those that it does not come to stay claimed; so do those that were written into a
 * generation which another one has replaced meanwhile.
 */
export async function workThrough(
  jobItems: JobItemDocument[],
  context: IngestContext,
  work: BatchWork,
): Promise<void> {
  await inTurn(jobItems, context, work).catch((error: unknown) => {
    if (!(error instanceof IndexReplaced)) throw error;
  });
}

async function inTurn(
  jobItems: JobItemDocument[],
  context: IngestContext,
  { read, index }: BatchWork,
): Promise<void> {
  const ready: PreparedItem[] = [];
  const readInto = async (jobItem: JobItemDocument): Promise<void> => {
    const prepared = await read(jobItem, jobItem.deaths >= mostDeaths);
    if (prepared) ready.push(prepared);
  };
  // A batch that a worker left behind goes on item by item, to find out over which one workers die.
  const wasLeftBehind = jobItems.some(({ attempts }) => attempts > 1);
  const startedAt = Date.now();
  for (const jobItem of jobItems) {
    context.signal.throwIfAborted();
    await context.breathe();
    if (Date.now() - startedAt > longEnoughMs) break;
    if (wasLeftBehind) {
      await underSuspicion(jobItem, context.token, async () => {
        await readInto(jobItem);
        await index(ready.splice(0));
      });
    } else {
      await readInto(jobItem);
      const chunks = ready.reduce((sum, prepared) => sum + prepared.chunks.length, 0);
      if (chunks >= enoughChunks) await index(ready.splice(0));
    }
  }
  await index(ready);
}

/** A death leaves the mark on the item; an error that was caught takes it away again. */
async function underSuspicion(
  { _id }: JobItemDocument,
  token: string,
  work: () => Promise<void>,
): Promise<void> {
  await jobItemRepository.countDeath(token, _id, 1);
  try {
    await work();
  } catch (error) {
    await jobItemRepository.countDeath(token, _id, -1).catch(() => undefined);
    throw error;
  }
}
