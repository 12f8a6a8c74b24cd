import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** What an application tells a chatbot about one of its end users. */
export interface ContextDocument {
  /** Derived from chatbot and end user, so that two writers cannot make two. */
  _id: string;
  organizationId: string;
  chatbotId: string;
  userId: string;
  data: Record<string, unknown>;
  summary: string | null;
  /** From then on it is hidden; the database removes it within a minute. */
  expiresAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<ContextDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    userId: { type: String, required: true },
    data: { type: Schema.Types.Mixed, default: {} },
    summary: { type: String, default: null },
    expiresAt: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const ContextModel = defineModel<ContextDocument>('UserContext', schema, 'userContexts');
