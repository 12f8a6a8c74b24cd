import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** What was set, by section; what was not is as the environment says. Keys are sealed. */
export type StoredSections = Record<string, Record<string, unknown>>;

export interface AiSettingsDocument {
  /** There is one. */
  _id: 'ai';
  version: number;
  sections: StoredSections;
  updatedAt: Date;
}

const schema = new Schema<AiSettingsDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    sections: { type: Schema.Types.Mixed, default: {} },
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);

export const AiSettingsModel = defineModel<AiSettingsDocument>('AiSettings', schema, 'aiSettings');
