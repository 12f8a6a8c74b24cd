import type { ChangeStream } from 'mongodb';
import mongoose from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';

const againMs = 1_000;

/** Writes that bring events: new documents with some, and changes of the field itself, whole or by its entries. */
const bringsEvents = {
  $or: [
    { operationType: { $in: ['insert', 'replace'] }, 'fullDocument.events.0': { $exists: true } },
    {
      operationType: 'update',
      $expr: {
        $anyElementTrue: {
          $map: {
            input: { $objectToArray: { $ifNull: ['$updateDescription.updatedFields', {}] } },
            in: { $eq: [{ $substrCP: ['$$this.k', 0, 6] }, 'events'] },
          },
        },
      },
    },
  ],
};

/** Changes that lie ready are read at once; who waits for the next one waits a little longer, and gets many together. */
const burstMs = 5;
const gatherMs = 50;

/**
 * Tells of collections in which events were just stored. A lost connection is made again; what was stored meanwhile is
 * not told. @returns what ends it
 */
export function announceEvents({
  collections,
  tell,
  logger,
}: {
  collections: string[];
  tell: (collection: string) => void;
  logger: Logger;
}): () => void {
  const ending = new AbortController();
  let stream: ChangeStream | undefined;
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: ending.signal }).catch(() => undefined);
  const follow = async (): Promise<void> => {
    // Only where: documents can be long, and are read in pages.
    stream = mongoose.connection.db?.watch([
      { $match: { 'ns.coll': { $in: collections }, ...bringsEvents } },
      { $project: { operationType: 1, 'ns.coll': 1 } },
    ]);
    let rested = -Infinity;
    while (stream && !ending.signal.aborted) {
      const change = await stream.next();
      if ('ns' in change && 'coll' in change.ns) tell(change.ns.coll);
      if (performance.now() - rested < burstMs) continue;
      await pause(gatherMs);
      rested = performance.now();
    }
  };
  void (async () => {
    while (!ending.signal.aborted) {
      await follow().catch((error: unknown) => {
        if (!ending.signal.aborted) logger.warn({ err: error }, 'change stream lost; the sweep goes on');
      });
      await stream?.close().catch(() => undefined);
      await pause(againMs);
    }
  })();
  return () => {
    ending.abort();
    // The server may take a second to give up waiting, which nobody else needs to.
    void stream?.close().catch(() => undefined);
  };
}
