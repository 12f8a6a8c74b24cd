import { Schema } from 'mongoose';
import {
  itemStatuses,
  itemTypes,
  type ItemStatus,
  type ItemType,
} from '../../contracts/knowledge.contract.js';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import { webSourceSchema, type WebSource } from './web-source.schema.js';

/** A revision of an item in a generation that is made beside the live one. */
export interface BuiltItem {
  generation: number;
  revision: number;
  chunks: number;
  warnings: string[];
}

export interface KnowledgeItemDocument {
  _id: string;
  organizationId: string;
  knowledgeBaseId: string;
  title: string;
  type: ItemType;
  /** File name or another name of where it comes from. */
  source: string;
  /** Content hash of the original in blob storage; `null` until a page was fetched for the first time. */
  blob: string | null;
  /** Bytes. */
  size: number;
  /** Where the content is fetched from; `null` for what was written or sent. */
  web: WebSource | null;
  tags: string[];
  metadata: Record<string, unknown>;
  status: ItemStatus;
  error: string | null;
  /** What could not be read of the active revision. */
  warnings: string[];
  /** The archive that it came in; `null` for what was sent by itself. */
  parentId: string | null;
  /** Why there is no original and never will be, for what an archive could not hand out. */
  unreadable: string | null;
  /** Grows with each change of content, title or tags. */
  revision: number;
  /** The revision that searches see; `null` until the first one is indexed. */
  activeRevision: number | null;
  /** Chunks of the active revision. */
  activeChunks: number | null;
  /** What the generation that is being made has of the item. */
  next?: BuiltItem | null;
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
    blob: { type: String, default: null },
    size: { type: Number, required: true },
    web: { type: webSourceSchema, default: null },
    tags: { type: [String], default: [] },
    metadata: { type: Schema.Types.Mixed, default: {} },
    status: { type: String, enum: itemStatuses, default: 'pending' },
    error: { type: String, default: null },
    warnings: { type: [String], default: [] },
    parentId: { type: String, default: null },
    unreadable: { type: String, default: null },
    revision: { type: Number, default: 1 },
    activeRevision: { type: Number, default: null },
    activeChunks: { type: Number, default: null },
    next: {
      type: new Schema<BuiltItem>(
        { generation: Number, revision: Number, chunks: Number, warnings: [String] },
        { _id: false },
      ),
      default: null,
    },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, knowledgeBaseId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, knowledgeBaseId: 1, title: 1, _id: 1 });
schema.index({ knowledgeBaseId: 1, status: 1 });
schema.index({ organizationId: 1, parentId: 1 });
schema.index({ organizationId: 1, blob: 1 });
// No two items of a knowledge base are the same page.
schema.index(
  { knowledgeBaseId: 1, 'web.addresses': 1 },
  { unique: true, partialFilterExpression: { 'web.url': { $type: 'string' } } },
);
schema.index({ 'web.rootId': 1 }, { partialFilterExpression: { 'web.rootId': { $type: 'string' } } });
schema.index({ 'web.refresh': 1 }, { partialFilterExpression: { 'web.refresh': { $type: 'string' } } });

export const KnowledgeItemModel = defineModel<KnowledgeItemDocument>(
  'KnowledgeItem',
  schema,
  'knowledgeItems',
);
