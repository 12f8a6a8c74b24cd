import type { ChangeStream } from 'mongodb';
import type { Model } from 'mongoose';
import mongoose from 'mongoose';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { Logger } from '../logging/logger.js';
import { measureOutbox } from './outbox.metrics.js';
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

const pageSize = 200;
/** Documents whose events are handed on at the same time. */
const hands = 10;

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
    if (stopped) return;
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
      setTimeout(listen, 1_000).unref();
    });
  };

  /** One event that cannot be delivered must not hold up the others: it waits for the next sweep. */
  const tryRelay = (model: Model<Carrier>, carrier: Carrier): Promise<boolean> =>
    relayCarrier(model, carrier, deliver).then(
      () => true,
      (error: unknown) => {
        logger.warn({ err: error, carrier: carrier._id }, 'event not delivered; will be repeated');
        return false;
      },
    );

  const sweepModel = async (model: Model<Carrier>): Promise<void> => {
    const failed: unknown[] = [];
    for (;;) {
      const carriers = await model
        .find({ 'events.id': { $exists: true }, _id: { $nin: failed } }, { events: 1 })
        .limit(pageSize)
        .lean()
        .exec();
      let delivered = 0;
      for (let start = 0; start < carriers.length; start += hands) {
        if (stopped) return;
        const group = carriers.slice(start, start + hands);
        const successes = await Promise.all(group.map((carrier) => tryRelay(model, carrier)));
        delivered += successes.filter(Boolean).length;
        failed.push(...group.filter((_, place) => !successes[place]).map(({ _id }) => _id));
      }
      if (carriers.length < pageSize || delivered === 0) return;
    }
  };

  const sweep = async (): Promise<void> => {
    for (const model of models) await sweepModel(model);
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

  const endMeasure = measureOutbox(models);
  return {
    async stop() {
      stopped = true;
      endMeasure();
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
  const delivered: string[] = [];
  try {
    for (const event of carrier.events ?? []) {
      await deliver(event);
      delivered.push(event.id);
    }
  } finally {
    await remove(model, carrier, delivered);
  }
}

async function remove(model: Model<Carrier>, { _id, events }: Carrier, delivered: string[]): Promise<void> {
  if (model.collection.name === OutboxModel.collection.name && delivered.length === events?.length) {
    await model.deleteOne({ _id }).exec();
  } else if (delivered.length > 0) {
    // Nothing that its owner would call a change: the document keeps its time of update.
    const quietly = { timestamps: false };
    await model.updateOne({ _id }, { $pull: { events: { id: { $in: delivered } } } }, quietly).exec();
    // An empty array would stay in the sparse index.
    await model.updateOne({ _id, events: { $size: 0 } }, { $unset: { events: 1 } }, quietly).exec();
  }
}
