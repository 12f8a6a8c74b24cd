import { Schema } from 'mongoose';
import type { SubscribableEvent, WebhookFilters } from '../contracts/webhooks.contract.js';
import { newId } from '../platform/ids.js';
import { defineModel } from '../platform/mongo/define-model.js';

/** A secret that was rotated and still signs beside the present one. */
export interface FormerSecret {
  /** Sealed. */
  secret: string;
  until: Date;
}

export interface WebhookDocument {
  _id: string;
  organizationId: string;
  name: string | null;
  url: string;
  events: SubscribableEvent[];
  filters: WebhookFilters;
  active: boolean;
  /** Sealed. */
  secret: string;
  formerSecrets: FormerSecret[];
  /** Why and when the platform itself switched it off. */
  disabledReason: string | null;
  disabledAt: Date | null;
  /** The first failure after the last success. */
  failingSince: Date | null;
  lastAttemptAt: Date | null;
  createdBy: string;
  /** Who said last where to and what to send: events of the whole installation go only where an administrator sent them. */
  directedBy: string;
  createdAt: Date;
  updatedAt: Date;
}

const formerSecret = new Schema<FormerSecret>(
  { secret: { type: String, required: true }, until: { type: Date, required: true } },
  { _id: false },
);

const schema = new Schema<WebhookDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    name: { type: String, default: null },
    url: { type: String, required: true },
    events: { type: [String], required: true },
    filters: { type: Schema.Types.Mixed, default: {} },
    active: { type: Boolean, default: true },
    secret: { type: String, required: true },
    formerSecrets: { type: [formerSecret], default: [] },
    disabledReason: { type: String, default: null },
    disabledAt: { type: Date, default: null },
    failingSince: { type: Date, default: null },
    lastAttemptAt: { type: Date, default: null },
    createdBy: { type: String, required: true },
    directedBy: { type: String, required: true },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, updatedAt: -1, _id: -1 });
schema.index({ organizationId: 1, active: 1, events: 1 });
schema.index({ directedBy: 1, active: 1, events: 1 });

export const WebhookModel = defineModel<WebhookDocument>('Webhook', schema, 'webhooks');
