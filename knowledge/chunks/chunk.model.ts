import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** A passage of one revision of an item, as it is searched, quoted and cited. */
export interface ChunkDocument {
  /** Derived from item, revision, position and generation: the same in the vector store. */
  _id: string;
  organizationId: string;
  knowledgeBaseId: string;
  itemId: string;
  revision: number;
  /** Of the index that it belongs to; absent in chunks of the first one. */
  generation?: number;
  position: number;
  /** Headings above the passage, outermost first. */
  headings: string[];
  text: string;
  /** On which the passage stands; `null` in documents without pages. */
  page: number | null;
  /** Digest of what was embedded for it; `null` for chunks of a time before it was kept. */
  passage: string | null;
  /** Vectors of its sentences, packed (`sentence-vectors.ts`); absent where its model has no use for them. */
  sentences?: Buffer;
}

const schema = new Schema<ChunkDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    knowledgeBaseId: { type: String, required: true },
    itemId: { type: String, required: true },
    revision: { type: Number, required: true },
    generation: { type: Number },
    position: { type: Number, required: true },
    headings: { type: [String], default: [] },
    text: { type: String, required: true },
    page: { type: Number, default: null },
    passage: { type: String, default: null },
    sentences: { type: Buffer },
  },
  { versionKey: false },
);
schema.index({ itemId: 1, revision: 1, position: 1 });
schema.index({ knowledgeBaseId: 1 });

export const ChunkModel = defineModel<ChunkDocument>('KnowledgeChunk', schema, 'knowledgeChunks');
