import type { Delivery, DeliveryAttempt } from '../../contracts/webhooks.contract.js';
import { bodyOf } from './body.js';
import type { Attempt, DeliveryDocument } from './delivery.model.js';

const requestExcerpt = 1_000;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const presentDelivery = (delivery: DeliveryDocument): Delivery => ({
  id: delivery._id,
  delivery_id: delivery._id,
  webhookId: delivery.webhookId,
  webhook_id: delivery.webhookId,
  eventId: delivery.eventId,
  type: delivery.event.type as Delivery['type'],
  test: delivery.test,
  state: delivery.state,
  attempts: delivery.attempts.map((attempt) => presentAttempt(attempt, delivery)),
  attemptCount: delivery.attemptCount,
  nextAttemptAt: iso(delivery.nextAttemptAt),
  createdAt: delivery.createdAt.toISOString(),
  deliveredAt: iso(delivery.deliveredAt),
});

/** The body is the same in every attempt, so it is stored once; signatures are not told again. */
const presentAttempt = (attempt: Attempt, { event }: DeliveryDocument): DeliveryAttempt => ({
  at: attempt.at.toISOString(),
  status: attempt.status,
  durationMs: attempt.durationMs,
  error: attempt.error,
  request: {
    url: attempt.url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(attempt.at.getTime() / 1_000)),
    },
    body: bodyOf(event).slice(0, requestExcerpt),
  },
  response: attempt.response,
});
