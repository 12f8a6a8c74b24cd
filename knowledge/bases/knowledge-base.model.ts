import { Schema } from 'mongoose';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import type { CollectionRef } from '../../platform/vectors/vector-store.js';

/** How all items of a knowledge base are cut, embedded and taken apart. */
export interface IndexSettings {
  language: string;
  chunking: { size: number; overlap: number };
  embedding: { model: string; dimensions: number };
  analyser: string;
}

/** A generation that is made beside the live one. */
export interface BuildingIndex extends IndexSettings {
  jobId: string;
  generation: number;
  startedAt: Date;
}

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
  /** The language by whose rules all its texts were taken apart into terms; absent in what was made before there was a choice. */
  analyser?: string;
  /** The generation of the index that searches use. */
  generation: number;
  /** The generation that a reindex makes at the moment; what is shown and searched is the other one. */
  building?: BuildingIndex | null;
  /** The highest generation that there ever was: the number of an abandoned one is not used again. */
  lastGeneration?: number;
  /** Counted up by whoever decides something by this document, so that two of them conflict. */
  holds?: number;
  createdAt: Date;
  updatedAt: Date;
}

const settings = {
  language: { type: String, required: true },
  chunking: { type: new Schema({ size: Number, overlap: Number }, { _id: false }), required: true },
  embedding: { type: new Schema({ model: String, dimensions: Number }, { _id: false }), required: true },
};

const schema = new Schema<KnowledgeBaseDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: null },
    ...settings,
    analyser: { type: String },
    generation: { type: Number, default: 1 },
    building: {
      type: new Schema<BuildingIndex>(
        { ...settings, analyser: String, jobId: String, generation: Number, startedAt: Date },
        { _id: false },
      ),
      default: null,
    },
    lastGeneration: { type: Number },
    holds: { type: Number },
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

/** The language of a knowledge base's terms; a question must be taken apart in the same way. */
export const analyserOf = ({ analyser = 'en' }: Pick<KnowledgeBaseDocument, 'analyser'>): string => analyser;

/** Where a knowledge base's points are. */
export const collectionOf = (base: KnowledgeBaseDocument): CollectionRef => ({
  organizationId: base.organizationId,
  knowledgeBaseId: base._id,
  generation: base.generation,
  model: base.embedding.model,
  dimensions: base.embedding.dimensions,
});

/** What a knowledge base is to those who write into the generation that is being made. */
export const asBuilt = (
  base: KnowledgeBaseDocument,
  { generation, language, chunking, embedding, analyser }: BuildingIndex,
): KnowledgeBaseDocument => ({ ...base, generation, language, chunking, embedding, analyser });

/** All generations of a knowledge base that have points: the live one, and the one that is being made. */
export const collectionsOf = (base: KnowledgeBaseDocument): CollectionRef[] => [
  collectionOf(base),
  ...(base.building ? [collectionOf(asBuilt(base, base.building))] : []),
];
