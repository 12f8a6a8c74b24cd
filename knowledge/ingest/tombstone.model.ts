import { Schema } from 'mongoose';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import type { CollectionRef } from '../../platform/vectors/vector-store.js';

/** Something deleted whose chunks, vectors and originals are still to be removed. */
export interface TombstoneDocument {
  _id: string;
  organizationId: string;
  collectionRef: CollectionRef;
  /** `null`: the whole collection. */
  itemId: string | null;
  /** Of a collection that another generation has replaced: the knowledge base and its items stay. */
  isReplaced?: boolean;
  /** Only revisions below; `null`: the item itself is gone. */
  beforeRevision: number | null;
  /** Not to be removed before, as somebody may still read it. */
  dueAt?: Date | null;
  createdAt: Date;
}

const schema = new Schema<TombstoneDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    collectionRef: {
      type: new Schema<CollectionRef>(
        {
          organizationId: String,
          knowledgeBaseId: String,
          generation: Number,
          model: String,
          dimensions: Number,
        },
        { _id: false },
      ),
      required: true,
    },
    itemId: { type: String, default: null },
    beforeRevision: { type: Number, default: null },
    isReplaced: { type: Boolean },
    dueAt: { type: Date, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false },
);
schema.index({ createdAt: 1 });
schema.index({ organizationId: 1 });

export const TombstoneModel = defineModel<TombstoneDocument>(
  'KnowledgeTombstone',
  schema,
  'knowledgeTombstones',
);
