import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** A vector that was paid for, kept until the document that it belongs to is taken in. */
export interface KeptVectorDocument {
  /** Derived from job, model and text. */
  _id: string;
  organizationId: string;
  jobId: string;
  /** 32-bit floats. */
  vector: Buffer;
}

const schema = new Schema<KeptVectorDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    jobId: { type: String, required: true },
    vector: { type: Buffer, required: true },
  },
  { versionKey: false },
);
schema.index({ jobId: 1 });

export const KeptVectorModel = defineModel<KeptVectorDocument>('KeptVector', schema, 'keptVectors');
