import { Schema } from 'mongoose';
import type { BatchResult } from '../../../contracts/ai/moderation-batch.contract.js';
import type { ContentType } from '../../../contracts/ai/moderation-analysis.contract.js';
import type { ModerationPolicyChange } from '../../../contracts/ai/moderation-policy.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';
import type { MessageFilter } from '../../messages/message.repository.js';

const keptSeconds = 30 * 86_400;

/** One content of a batch, until and with its result. */
export interface BatchItemDocument {
  _id: string;
  organizationId: string;
  jobId: string;
  position: number;
  contentId: string;
  contentType: ContentType;
  /** Of a selected message, whose text is read when its turn comes. */
  messageKey: string | null;
  /** Removed when there is a result. */
  content: string | null;
  metadata: Record<string, unknown> | null;
  /** The item itself cannot be moderated. */
  problem: string | null;
  result: BatchResult | null;
  createdAt: Date;
}

const itemSchema = new Schema<BatchItemDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    jobId: { type: String, required: true },
    position: { type: Number, required: true },
    contentId: { type: String, required: true },
    contentType: { type: String, required: true },
    messageKey: { type: String, default: null },
    content: { type: String, default: null },
    metadata: { type: Schema.Types.Mixed, default: null },
    problem: { type: String, default: null },
    result: { type: Schema.Types.Mixed, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false, minimize: false },
);
itemSchema.index({ jobId: 1, position: 1 });
itemSchema.index({ organizationId: 1 });
itemSchema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const BatchItemModel = defineModel<BatchItemDocument>(
  'ModerationBatchItem',
  itemSchema,
  'moderationBatchItems',
);

/** Which stored messages a batch is about, and how far it has gathered them. */
export interface BatchSelection extends MessageFilter {
  /** What is stored later is not part of it. */
  storedUntil: Date;
  /** The last key that was looked at. */
  after: string;
  isGathered: boolean;
}

/** How a batch is to be done; its id is that of its job. */
export interface BatchDocument {
  _id: string;
  organizationId: string;
  actorId: string;
  policy: ModerationPolicyChange;
  maxConcurrency: number;
  /** Null when its items came with the request. */
  selection: BatchSelection | null;
  createdAt: Date;
}

const SelectionSchema = new Schema<BatchSelection>(
  {
    channelId: { type: String, default: null },
    authorId: { type: String, default: null },
    from: { type: Date, default: null },
    to: { type: Date, default: null },
    storedUntil: { type: Date, required: true },
    after: { type: String, default: '' },
    isGathered: { type: Boolean, default: false },
  },
  { _id: false },
);

const schema = new Schema<BatchDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    actorId: { type: String, required: true },
    policy: { type: Schema.Types.Mixed, default: {} },
    maxConcurrency: { type: Number, required: true },
    selection: { type: SelectionSchema, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const BatchModel = defineModel<BatchDocument>('ModerationBatch', schema, 'moderationBatches');
