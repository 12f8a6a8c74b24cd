import { Schema } from 'mongoose';
import {
  itemStatuses,
  itemTypes,
  type ItemStatus,
  type ItemType,
} from '../../contracts/knowledge.contract.js';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';

export interface KnowledgeItemDocument {
  _id: string;
  organizationId: string;
  knowledgeBaseId: string;
  title: string;
  type: ItemType;
  /** File name or another name of where it comes from. */
  source: string;
  /** Content hash of the original in blob storage. */
  blob: string;
  /** Bytes. */
  size: number;
  tags: string[];
  metadata: Record<string, unknown>;
  status: ItemStatus;
  error: string | null;
  /** Grows with each change of content, title or tags. */
  revision: number;
  /** The revision that searches see; `null` until the first one is indexed. */
  activeRevision: number | null;
  /** Chunks of the active revision. */
  activeChunks: number | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<KnowledgeItemDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    knowledgeBaseId: { type: String, required: true },
    title: { type: String, required: true },
    type: { type: String, enum: itemTypes, required: true },
    source: { type: String, required: true },
    blob: { type: String, required: true },
    size: { type: Number, required: true },
    tags: { type: [String], default: [] },
    metadata: { type: Schema.Types.Mixed, default: {} },
    status: { type: String, enum: itemStatuses, default: 'pending' },
    error: { type: String, default: null },
    revision: { type: Number, default: 1 },
    activeRevision: { type: Number, default: null },
    activeChunks: { type: Number, default: null },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, knowledgeBaseId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, knowledgeBaseId: 1, title: 1, _id: 1 });
schema.index({ knowledgeBaseId: 1, status: 1 });
schema.index({ organizationId: 1, blob: 1 });

export const KnowledgeItemModel = defineModel<KnowledgeItemDocument>(
  'KnowledgeItem',
  schema,
  'knowledgeItems',
);
