import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** A vector that was made once; of one organisation, as a shared one would tell what others wrote. */
export interface CachedEmbeddingDocument {
  /** Digest of organisation, model, purpose and text; the text itself is not kept. */
  _id: string;
  organizationId: string;
  model: string;
  /** Of 32-bit floats, little-endian. */
  vector: Buffer;
  /** Times that it was asked for again. */
  uses: number;
  lastUsedAt: Date;
  expiresAt: Date;
  createdAt: Date;
}

const schema = new Schema<CachedEmbeddingDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    model: { type: String, required: true },
    vector: { type: Buffer, required: true },
    uses: { type: Number, default: 0 },
    lastUsedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false },
);
schema.index({ organizationId: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const CachedEmbeddingModel = defineModel<CachedEmbeddingDocument>(
  'CachedEmbedding',
  schema,
  'cachedEmbeddings',
);
