import type { ChangeStream } from 'mongodb';
import type { Model } from 'mongoose';
import mongoose from 'mongoose';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { Logger } from '../logging/logger.js';
import { OutboxModel } from './outbox.model.js';

export interface RelayOptions {
  /** Models whose documents carry events; the outbox itself is always included. */
  sources: Model<never>[];
  /** Hands an event on. It may be called again for the same event id after a crash. */
  deliver: (event: DomainEvent) => Promise<void>;
  logger: Logger;
  /** How often to look even when nothing was announced, in ms. */
  sweepMs?: number;
}

export interface Relay {
  stop(): Promise<void>;
}

type Carrier = { _id: unknown; events?: DomainEvent[] };

/**
 * Moves stored events to their subscribers, at least once: an event leaves its document only after it was delivered.
 * A change stream wakes the sweep at once; the timer catches what was stored while nobody listened.
 */
export function startRelay({ sources, deliver, logger, sweepMs = 5_000 }: RelayOptions): Relay {
  const models = [...sources, OutboxModel as unknown as Model<never>] as unknown as Model<Carrier>[];
  let stopped = false;
  let wake: () => void = () => undefined;
  let stream: ChangeStream | undefined;

  const listen = (): void => {
    stream = mongoose.connection.db?.watch(
      [
        {
          $match: {
            'fullDocument.events.0': { $exists: true },
            'ns.coll': { $in: models.map((m) => m.collection.name) },
          },
        },
      ],
      { fullDocument: 'updateLookup' },
    );
    stream?.on('change', () => wake());
    stream?.on('error', (error) => {
      logger.warn({ err: error }, 'change stream lost; the sweep goes on');
      void stream?.close().catch(() => undefined);
      if (!stopped) setTimeout(listen, 1_000).unref();
    });
  };

  const sweep = async (): Promise<void> => {
    for (const model of models) {
      for (;;) {
        const carriers = await model
          .find({ 'events.id': { $exists: true } }, { events: 1 })
          .limit(200)
          .lean()
          .exec();
        for (const carrier of carriers) await relayCarrier(model, carrier, deliver);
        if (carriers.length < 200 || stopped) break;
      }
    }
  };

  const loop = (async () => {
    listen();
    while (!stopped) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      await sweep().catch((error: unknown) =>
        logger.warn({ err: error }, 'relay sweep failed; will be repeated'),
      );
      if (stopped) break;
      const timer = setTimeout(() => wake(), sweepMs);
      await woken;
      clearTimeout(timer);
    }
  })();

  return {
    async stop() {
      stopped = true;
      wake();
      await stream?.close().catch(() => undefined);
      await loop;
    },
  };
}

async function relayCarrier(
  model: Model<Carrier>,
  carrier: Carrier,
  deliver: RelayOptions['deliver'],
): Promise<void> {
  const events = carrier.events ?? [];
  for (const event of events) await deliver(event);
  const ids = events.map(({ id }) => id);
  if (model.collection.name === OutboxModel.collection.name)
    await model.deleteOne({ _id: carrier._id }).exec();
  else {
    await model.updateOne({ _id: carrier._id }, { $pull: { events: { id: { $in: ids } } } }).exec();
    // An empty array would stay in the sparse index.
    await model.updateOne({ _id: carrier._id, events: { $size: 0 } }, { $unset: { events: 1 } }).exec();
  }
}
