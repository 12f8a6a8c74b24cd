import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** One immutable version of a plugin. */
export interface PluginVersionDocument {
  /** `<pluginId>:<version>`. */
  _id: string;
  organizationId: string;
  pluginId: string;
  version: string;
  /** A PluginDefinition as JSON: names of others' making are no names for a database. */
  definition: string;
  createdBy: string;
  createdAt: Date;
}

const schema = new Schema<PluginVersionDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    pluginId: { type: String, required: true },
    version: { type: String, required: true },
    definition: { type: String, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, pluginId: 1 });

export const PluginVersionModel = defineModel<PluginVersionDocument>(
  'PluginVersion',
  schema,
  'pluginVersions',
);
