import { model, Schema } from 'mongoose';
import type { ModelCallRecord } from './model-call.js';

const count = { type: Number, required: true, min: 0 } as const;

const schema = new Schema<ModelCallRecord>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: String,
    conversationId: String,
    jobId: String,
    feature: { type: String, required: true },
    kind: { type: String, enum: ['chat', 'embedding'], required: true },
    provider: { type: String, required: true },
    model: { type: String, required: true },
    promptTokens: count,
    completionTokens: count,
    estimated: { type: Boolean, required: true },
    costMicros: { type: Number, min: 0, default: null },
    latencyMs: count,
    firstTokenMs: { type: Number, min: 0 },
    outcome: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'modelCalls', versionKey: false, suppressReservedKeysWarning: true },
);
schema.index({ organizationId: 1, createdAt: -1 });

export const ModelCallModel = model<ModelCallRecord>('ModelCall', schema);
