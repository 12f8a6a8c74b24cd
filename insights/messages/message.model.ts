import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** Which index has a message's vector, and of which of its revisions. */
export interface Embedded {
  generation: number;
  revision: number;
}

/** A message of a channel, as it was handed over. */
export interface MessageDocument {
  /** Derived from the organisation and the caller's id. */
  _id: string;
  organizationId: string;
  /** The caller's. */
  messageId: string;
  channelId: string;
  threadId: string | null;
  content: string;
  authorId: string;
  authorName: string;
  sentAt: Date;
  reactions: { emoji: string; count: number }[];
  /** Grows whenever the text changes. */
  revision: number;
  /** In the index that is searched. */
  embedded: Embedded | null;
  /** In the index that a job makes beside it. */
  building: Embedded | null;
  /** Why its text could not be embedded. */
  embeddingError: string | null;
  /** Its text is gone; what stands in the index is still to be removed. */
  deletedAt: Date | null;
  /** When it was stored; anew when it had been deleted. */
  createdAt: Date;
  updatedAt: Date;
}

const EmbeddedSchema = new Schema<Embedded>({ generation: Number, revision: Number }, { _id: false });

const schema = new Schema<MessageDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    messageId: { type: String, required: true },
    channelId: { type: String, required: true },
    threadId: { type: String, default: null },
    content: { type: String, default: '' },
    authorId: { type: String, required: true },
    authorName: { type: String, default: '' },
    sentAt: { type: Date, required: true },
    reactions: [{ _id: false, emoji: String, count: Number }],
    revision: { type: Number, default: 1 },
    embedded: { type: EmbeddedSchema, default: null },
    building: { type: EmbeddedSchema, default: null },
    embeddingError: { type: String, default: null },
    deletedAt: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, channelId: 1, sentAt: -1 });
schema.index({ organizationId: 1, sentAt: -1 });
schema.index({ organizationId: 1, authorId: 1, sentAt: -1 });
schema.index({ organizationId: 1, _id: 1 });
schema.index({ deletedAt: 1 }, { partialFilterExpression: { deletedAt: { $type: 'date' } } });

export const MessageModel = defineModel<MessageDocument>('Message', schema, 'messages');
