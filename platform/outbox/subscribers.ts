import { Counter } from 'prom-client';
import type { DomainEvent } from '../../contracts/events.contract.js';

/** Someone who is told of events; what was handled must not be lost, and may come again under the same id. */
export interface EventSubscriber {
  name: string;
  /** Takes all of them, or throws. */
  handle(events: DomainEvent[]): Promise<void>;
}

const relayed = new Counter({
  name: 'events_relayed_total',
  help: 'Events handed to their subscribers',
  labelNames: ['type'] as const,
});

/** Tells everybody of events, one after the other; the first failure has all of them told again. */
export const tellSubscribers =
  (subscribers: EventSubscriber[]) =>
  async (events: DomainEvent[]): Promise<void> => {
    for (const subscriber of subscribers) await subscriber.handle(events);
    for (const { type } of events) relayed.inc({ type });
  };
