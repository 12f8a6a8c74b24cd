import { Schema } from 'mongoose';
import type { AiProvider, CostInfo } from '../../contracts/ai/cost.contract.js';
import type { Digest, DigestOptions } from '../../contracts/ai/digest.contract.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import { carriesEvents } from '../../platform/outbox/event.js';

/** A digest that is asked for, and as soon as it is made the digest. */
export interface DigestDocument {
  _id: string;
  organizationId: string;
  createdBy: string;
  channelId: string;
  jobId: string;
  options: DigestOptions;
  /** The schedule that asked for it, if one did. */
  scheduleId?: string | null;
  /** The time whose stored messages it is of; null for messages that came with the request. */
  source?: { start: Date; end: Date } | null;
  /** Of what was asked, by which a repeat is told from another request with the same key. */
  fingerprint: string;
  digest: Digest | null;
  provider: AiProvider | null;
  costInfo: CostInfo | null;
  /** Null while it is not made. */
  completedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  events?: DomainEvent[];
}

const schema = new Schema<DigestDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    createdBy: { type: String, required: true },
    channelId: { type: String, required: true },
    jobId: { type: String, required: true },
    options: { type: Schema.Types.Mixed, required: true },
    fingerprint: { type: String, required: true },
    scheduleId: { type: String, default: null },
    source: { type: new Schema({ start: Date, end: Date }, { _id: false }), default: null },
    digest: { type: Schema.Types.Mixed, default: null },
    provider: { type: String, default: null },
    costInfo: { type: Schema.Types.Mixed, default: null },
    completedAt: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, channelId: 1, createdAt: -1 });
schema.index({ organizationId: 1, createdAt: -1 });
schema.index(
  { scheduleId: 1, completedAt: -1 },
  { partialFilterExpression: { scheduleId: { $type: 'string' } } },
);
carriesEvents(schema);

export const DigestModel = defineModel<DigestDocument>('Digest', schema, 'digests');
