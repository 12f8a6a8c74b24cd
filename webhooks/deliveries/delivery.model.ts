import { Schema } from 'mongoose';
import { deliveryStates, type DeliveryState } from '../../contracts/webhooks.contract.js';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';

/** One request that was made, and what came of it. */
export interface Attempt {
  at: Date;
  /** Of the answer; `null` when there was none. */
  status: number | null;
  durationMs: number;
  error: string | null;
  /** Where it went, without the query. */
  url: string;
  response: { contentType: string | null; retryAfter: string | null; body: string } | null;
}

/** What is sent; the same in every attempt. */
export interface DeliveredEvent {
  id: string;
  type: string;
  timestamp: Date;
  data: Record<string, unknown>;
}

/** One event for one webhook: the truth about what was sent, whatever queues know. */
export interface DeliveryDocument {
  _id: string;
  organizationId: string;
  webhookId: string;
  eventId: string;
  event: DeliveredEvent;
  test: boolean;
  state: DeliveryState;
  /** The latest ones. */
  attempts: Attempt[];
  attemptCount: number;
  /** Attempts since it was planned or asked for again: the place in the list of delays. */
  round: number;
  nextAttemptAt: Date | null;
  /** Held by an attempt until then; one whose process died is repeated afterwards. */
  leasedUntil: Date | null;
  lease: string | null;
  deliveredAt: Date | null;
  createdAt: Date;
  /** When the log forgets it. */
  expiresAt: Date | null;
}

const attempt = new Schema<Attempt>(
  {
    at: { type: Date, required: true },
    status: { type: Number, default: null },
    durationMs: { type: Number, required: true },
    error: { type: String, default: null },
    url: { type: String, required: true },
    response: { type: Schema.Types.Mixed, default: null },
  },
  { _id: false },
);
const deliveredEvent = new Schema<DeliveredEvent>(
  {
    id: { type: String, required: true },
    type: { type: String, required: true },
    timestamp: { type: Date, required: true },
    data: { type: Schema.Types.Mixed, required: true },
  },
  { _id: false, minimize: false },
);

const schema = new Schema<DeliveryDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    webhookId: { type: String, required: true },
    eventId: { type: String, required: true },
    event: { type: deliveredEvent, required: true },
    test: { type: Boolean, default: false },
    state: { type: String, enum: deliveryStates, required: true },
    attempts: { type: [attempt], default: [] },
    attemptCount: { type: Number, default: 0 },
    round: { type: Number, default: 0 },
    nextAttemptAt: { type: Date, default: null },
    leasedUntil: { type: Date, default: null },
    lease: { type: String, default: null },
    deliveredAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
// However often an event is relayed, each webhook has one delivery of it.
schema.index({ webhookId: 1, eventId: 1 }, { unique: true });
schema.index({ organizationId: 1, webhookId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, webhookId: 1, state: 1, createdAt: -1, _id: -1 });
schema.index({ state: 1, webhookId: 1, nextAttemptAt: 1 }, { partialFilterExpression: { state: 'pending' } });
schema.index({ nextAttemptAt: 1 }, { partialFilterExpression: { state: 'pending' } });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const DeliveryModel = defineModel<DeliveryDocument>('WebhookDelivery', schema, 'webhookDeliveries');
