import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** What somebody searched for, and how often. */
export interface SearchHistoryDocument {
  _id: string;
  organizationId: string;
  userId: string;
  /** As it is compared: in lower case, with single spaces. */
  key: string;
  /** As it was typed last. */
  query: string;
  count: number;
  lastUsedAt: Date;
}

const keptSeconds = 180 * 86_400;

const schema = new Schema<SearchHistoryDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    userId: { type: String, required: true },
    key: { type: String, required: true },
    query: { type: String, required: true },
    count: { type: Number, required: true },
    lastUsedAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, key: 1 });
schema.index({ lastUsedAt: 1 }, { expireAfterSeconds: keptSeconds });

export const SearchHistoryModel = defineModel<SearchHistoryDocument>(
  'SearchHistory',
  schema,
  'searchHistory',
);
