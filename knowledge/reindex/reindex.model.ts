import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import type { IndexSettings } from '../bases/knowledge-base.model.js';

/** What a reindex is to make: it outlives the generation that an end before its time gives up. */
export interface ReindexDocument {
  /** Of its job. */
  _id: string;
  organizationId: string;
  knowledgeBaseId: string;
  settings: IndexSettings;
  /** The generation that it makes, or made last. */
  generation: number;
  /** Since when searches use what it made; `null` while they do not. */
  swappedAt: Date | null;
}

const schema = new Schema<ReindexDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    knowledgeBaseId: { type: String, required: true },
    settings: {
      type: new Schema<IndexSettings>(
        {
          language: { type: String, required: true },
          chunking: { type: new Schema({ size: Number, overlap: Number }, { _id: false }), required: true },
          embedding: {
            type: new Schema({ model: String, dimensions: Number }, { _id: false }),
            required: true,
          },
          analyser: { type: String, required: true },
        },
        { _id: false },
      ),
      required: true,
    },
    generation: { type: Number, required: true },
    swappedAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1 });

export const ReindexModel = defineModel<ReindexDocument>('Reindex', schema, 'reindexes');
