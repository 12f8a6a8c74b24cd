import { model, Schema } from 'mongoose';
import type { ModelCallRecord } from './model-call.js';

const count = { type: Number, required: true, min: 0 } as const;

const schema = new Schema<ModelCallRecord>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    userId: String,
    chatbotId: String,
    conversationId: String,
    jobId: String,
    feature: { type: String, required: true },
    kind: { type: String, enum: ['chat', 'embedding', 'moderation', 'fine-tuning'], required: true },
    provider: { type: String, required: true },
    model: { type: String, required: true },
    promptTokens: count,
    completionTokens: count,
    estimated: { type: Boolean, required: true },
    costMicros: { type: Number, min: 0, default: null },
    // Calls of before prices had versions have none.
    priceVersion: String,
    latencyMs: { type: Number, min: 0 },
    firstTokenMs: { type: Number, min: 0 },
    outcome: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'modelCalls', versionKey: false, suppressReservedKeysWarning: true },
);
schema.index({ organizationId: 1, createdAt: -1 });
schema.index({ createdAt: -1 });
schema.index({ userId: 1, createdAt: -1 }, { partialFilterExpression: { userId: { $exists: true } } });
schema.index({ chatbotId: 1, createdAt: -1 }, { partialFilterExpression: { chatbotId: { $exists: true } } });
schema.index({ jobId: 1, createdAt: -1 }, { partialFilterExpression: { jobId: { $exists: true } } });

export const ModelCallModel = model<ModelCallRecord>('ModelCall', schema);
