import type { ChangeStream } from 'mongodb';
import mongoose from 'mongoose';
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
}): () => Promise<void> {
  let stream: ChangeStream | undefined;
  let hasEnded = false;
  const listen = (): void => {
    if (hasEnded) return;
    // Only where: documents can be long, and are read in pages.
    stream = mongoose.connection.db?.watch([
      { $match: { 'ns.coll': { $in: collections }, ...bringsEvents } },
      { $project: { operationType: 1, 'ns.coll': 1 } },
    ]);
    stream?.on('change', (change) => {
      if ('ns' in change && 'coll' in change.ns) tell(change.ns.coll);
    });
    stream?.on('error', (error) => {
      logger.warn({ err: error }, 'change stream lost; the sweep goes on');
      void stream?.close().catch(() => undefined);
      setTimeout(listen, againMs).unref();
    });
  };
  listen();
  return async () => {
    hasEnded = true;
    await stream?.close().catch(() => undefined);
  };
}
