import { Counter } from 'prom-client';
import type { DomainEvent } from '../../contracts/events.contract.js';

/** Someone who is told of events; what was handled must not be lost, and may come again under the same id. */
export interface EventSubscriber {
  name: string;
  handle(event: DomainEvent): Promise<void>;
}

const relayed = new Counter({
  name: 'events_relayed_total',
  help: 'Events handed to their subscribers',
  labelNames: ['type'] as const,
});

/** Tells everybody of an event, one after the other; the first failure has all of them told again. */
export const tellSubscribers =
  (subscribers: EventSubscriber[]) =>
  async (event: DomainEvent): Promise<void> => {
    for (const subscriber of subscribers) await subscriber.handle(event);
    relayed.inc({ type: event.type });
  };
