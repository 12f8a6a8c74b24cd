import { Schema } from 'mongoose';
import { pluginTypes, type PluginType } from '../../../contracts/plugins.contract.js';
import { newId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** A plugin that an organisation has registered. */
export interface PluginDocument {
  _id: string;
  organizationId: string;
  name: string;
  description: string | null;
  type: PluginType;
  /** Newest first. */
  versions: string[];
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<PluginDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: null },
    type: { type: String, enum: pluginTypes, required: true },
    versions: { type: [String], required: true },
    createdBy: { type: String, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, name: 1 }, { unique: true });

export const PluginModel = defineModel<PluginDocument>('Plugin', schema, 'plugins');
