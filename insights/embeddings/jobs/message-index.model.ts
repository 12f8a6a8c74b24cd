import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.js';
import type { CollectionRef } from '../../../platform/vectors/vector-store.js';

/** How an index of messages is made. */
export interface MessageIndexing {
  generation: number;
  model: string;
  dimensions: number;
  /** By whose rules words are taken apart, as a primary tag. */
  language: string;
}

/** The index in which an organisation's messages are searched. */
export interface MessageIndexDocument extends MessageIndexing {
  /** The organisation's. */
  _id: string;
  organizationId: string;
  /** The job that made it anew; null for the first one. */
  madeBy: string | null;
  /** The one that a job makes beside it. */
  building: (MessageIndexing & { jobId: string }) | null;
}

const fields = { generation: Number, model: String, dimensions: Number, language: String };

const schema = new Schema<MessageIndexDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    ...fields,
    madeBy: { type: String, default: null },
    building: { type: new Schema({ ...fields, jobId: String }, { _id: false }), default: null },
  },
  { versionKey: false },
);

export const MessageIndexModel = defineModel<MessageIndexDocument>('MessageIndex', schema, 'messageIndexes');

/** Where the vectors of an organisation's messages are. */
export const collectionOfMessages = (
  organizationId: string,
  { generation, model, dimensions }: MessageIndexing,
): CollectionRef => ({ organizationId, knowledgeBaseId: 'messages', generation, model, dimensions });

/** All places where the vectors of an organisation's messages are: the index that is searched, and the one that is being made. */
export const collectionsOfMessages = (index: MessageIndexDocument | null): CollectionRef[] =>
  index
    ? [index, ...(index.building ? [index.building] : [])].map((indexing) =>
        collectionOfMessages(index.organizationId, indexing),
      )
    : [];
