import { Schema } from 'mongoose';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import type { CollectionRef } from '../../platform/vectors/vector-store.js';

export interface KnowledgeBaseDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  name: string;
  description: string | null;
  language: string;
  chunking: { size: number; overlap: number };
  /** The model that all its vectors were made with. */
  embedding: { model: string; dimensions: number };
  /** The generation of the index that searches use. */
  generation: number;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<KnowledgeBaseDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: null },
    language: { type: String, required: true },
    chunking: { type: new Schema({ size: Number, overlap: Number }, { _id: false }), required: true },
    embedding: { type: new Schema({ model: String, dimensions: Number }, { _id: false }), required: true },
    generation: { type: Number, default: 1 },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, chatbotId: 1, name: 1 }, { unique: true });
schema.index({ organizationId: 1, chatbotId: 1, createdAt: -1, _id: -1 });

export const KnowledgeBaseModel = defineModel<KnowledgeBaseDocument>(
  'KnowledgeBase',
  schema,
  'knowledgeBases',
);

/** Where a knowledge base's points are. */
export const collectionOf = (base: KnowledgeBaseDocument): CollectionRef => ({
  organizationId: base.organizationId,
  knowledgeBaseId: base._id,
  generation: base.generation,
  model: base.embedding.model,
  dimensions: base.embedding.dimensions,
});
