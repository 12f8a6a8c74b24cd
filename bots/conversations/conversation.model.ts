import { Schema } from 'mongoose';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import { carriesEvents } from '../../platform/outbox/event.js';

export interface ConversationDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  /** The end user, as the caller names them. */
  userId: string | null;
  status: 'active' | 'ended';
  endedAt: Date | null;
  events?: DomainEvent[];
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<ConversationDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    userId: { type: String, default: null },
    status: { type: String, enum: ['active', 'ended'], default: 'active' },
    endedAt: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, chatbotId: 1, userId: 1, createdAt: -1 });
schema.index({ status: 1, createdAt: 1 }, { partialFilterExpression: { status: 'active' } });
schema.index({ organizationId: 1, chatbotId: 1, createdAt: 1 });
schema.index({ organizationId: 1, chatbotId: 1, endedAt: 1, createdAt: 1, _id: 1 });
carriesEvents(schema);

export const ConversationModel = defineModel<ConversationDocument>('Conversation', schema, 'conversations');
