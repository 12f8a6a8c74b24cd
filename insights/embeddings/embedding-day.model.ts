import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** What the cache did for an organisation on one day (UTC) with one model. */
export interface EmbeddingDayDocument {
  _id: string;
  organizationId: string;
  /** `2026-01-31` */
  date: string;
  model: string;
  hits: number;
  misses: number;
  /** Texts that were embedded. */
  embedded: number;
  /** Texts that could not be embedded. */
  failed: number;
  /** That the model read. */
  tokens: number;
  /** Requests for texts that were not known, and the milliseconds they took. */
  calls: number;
  ms: number;
  /** What these cost where the price is known, and how many had no known price. */
  costMicros: number;
  unpriced: number;
}

const count = { type: Number, default: 0 } as const;

const schema = new Schema<EmbeddingDayDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    date: { type: String, required: true },
    model: { type: String, required: true },
    hits: count,
    misses: count,
    embedded: count,
    failed: count,
    tokens: count,
    calls: count,
    ms: count,
    costMicros: count,
    unpriced: count,
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, date: 1 });
schema.index({ date: 1 });

export const EmbeddingDayModel = defineModel<EmbeddingDayDocument>('EmbeddingDay', schema, 'embeddingDays');
