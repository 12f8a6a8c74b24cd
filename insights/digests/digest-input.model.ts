import { Schema } from 'mongoose';
import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import { defineModel } from '../../platform/mongo/define-model.js';

/** The messages of a digest, from when it is asked for until it is made. */
export interface DigestInputDocument {
  /** The digest's. */
  _id: string;
  organizationId: string;
  messages: AiMessage[];
  createdAt: Date;
}

/** A job that nobody ended in so long is over. */
const keptSeconds = 30 * 86_400;

const schema = new Schema<DigestInputDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    messages: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, default: () => new Date() },
  },
  { versionKey: false, minimize: false },
);
schema.index({ organizationId: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const DigestInputModel = defineModel<DigestInputDocument>('DigestInput', schema, 'digestInputs');
