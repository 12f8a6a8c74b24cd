import type { Model } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { Logger } from '../logging/logger.js';
import { announceEvents } from './announcements.js';
import { findCarriers, removeEvents, type Carrier } from './carriers.js';
import { measureOutbox } from './outbox.metrics.js';
import { OutboxModel } from './outbox.model.js';

export interface RelayOptions {
  /** Models whose documents carry events; the outbox itself is always included. */
  sources: Model<never>[];
  /** Hands events on, all of them or none. It may be called again for the same event ids after a crash. */
  deliver: (events: DomainEvent[]) => Promise<void>;
  logger: Logger;
  /** How often to look even when nothing was announced, in ms. */
  sweepMs?: number;
}

export interface Relay {
  stop(): Promise<void>;
}

/** Documents whose events are handed on together. */
const pageSize = 200;
/** Documents whose events are handed on at the same time, each by itself, when those of a page could not be. */
const hands = 10;
/** What is stored within this time is handed on together: under load a few queries serve many events. */
const gatherMs = 25;

/**
 * Moves stored events to their subscribers, at least once: an event leaves its document only after it was delivered.
 * A change stream wakes the sweep at once; the timer catches what was stored while nobody listened.
 */
export function startRelay({ sources, deliver, logger, sweepMs = 5_000 }: RelayOptions): Relay {
  const models = [...sources, OutboxModel as unknown as Model<never>] as unknown as Model<Carrier>[];
  const collections = models.map(({ collection }) => collection.name);
  let announced = new Set(collections);
  let stopped = false;
  let wake: () => void = () => undefined;

  /** One event that cannot be delivered must not hold up the others: it waits for the next sweep. */
  const tryAlone = (model: Model<Carrier>, carrier: Carrier): Promise<boolean> =>
    relayAlone(model, carrier, deliver).then(
      () => true,
      (error: unknown) => {
        logger.warn({ err: error, carrier: carrier._id }, 'event not delivered; will be repeated');
        return false;
      },
    );

  /** @returns the documents whose events wait for the next sweep */
  const relayPage = async (model: Model<Carrier>, carriers: Carrier[]): Promise<Carrier[]> => {
    const events = carriers.flatMap((carrier) => carrier.events ?? []);
    const isDelivered = await deliver(events).then(
      () => true,
      () => false,
    );
    if (isDelivered) {
      await removeEvents(
        model,
        carriers,
        events.map(({ id }) => id),
      );
      return [];
    }
    const failed: Carrier[] = [];
    for (let start = 0; start < carriers.length && !stopped; start += hands) {
      const group = carriers.slice(start, start + hands);
      const successes = await Promise.all(group.map((carrier) => tryAlone(model, carrier)));
      failed.push(...group.filter((_, place) => !successes[place]));
    }
    return failed;
  };

  const sweepModel = async (model: Model<Carrier>): Promise<void> => {
    const failed: unknown[] = [];
    while (!stopped) {
      const carriers = await findCarriers(model, { without: failed, limit: pageSize });
      if (carriers.length === 0) return;
      failed.push(...(await relayPage(model, carriers)).map(({ _id }) => _id));
      if (carriers.length < pageSize) return;
    }
  };

  const sweep = async (): Promise<void> => {
    const names = announced;
    announced = new Set();
    for (const model of models) if (names.has(model.collection.name)) await sweepModel(model);
  };

  const endAnnouncements = announceEvents({
    collections,
    tell(collection) {
      announced.add(collection);
      wake();
    },
    logger,
  });
  const endMeasure = measureOutbox(models);

  const loop = (async () => {
    while (!stopped) {
      await sweep().catch((error: unknown) =>
        logger.warn({ err: error }, 'relay sweep failed; will be repeated'),
      );
      await sleep(gatherMs);
      if (announced.size > 0 || stopped) continue;
      const timer = setTimeout(() => {
        announced = new Set(collections);
        wake();
      }, sweepMs);
      await new Promise<void>((resolve) => (wake = resolve));
      clearTimeout(timer);
    }
  })();

  return {
    async stop() {
      stopped = true;
      endMeasure();
      wake();
      endAnnouncements();
      await loop;
    },
  };
}

/** The events of one document, one after the other. @throws what the first one that cannot be delivered was refused with */
async function relayAlone(
  model: Model<Carrier>,
  carrier: Carrier,
  deliver: RelayOptions['deliver'],
): Promise<void> {
  const delivered: string[] = [];
  try {
    for (const event of carrier.events ?? []) {
      await deliver([event]);
      delivered.push(event.id);
    }
  } finally {
    await removeEvents(model, [carrier], delivered);
  }
}
