import { Schema } from 'mongoose';
import type { PluginTrigger } from '../../../contracts/plugin-installations.contract.js';
import { newId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** A plugin that a bot has. */
export interface InstallationDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  pluginId: string;
  pluginVersion: string;
  /** Everything but the secrets, with the defaults of the schema. */
  config: Record<string, unknown>;
  /** Sealed JSON of all secrets; `null` for none. */
  secrets: string | null;
  secretNames: string[];
  enabled: boolean;
  tools: string[] | null;
  confirm: string[];
  triggers: PluginTrigger[];
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<InstallationDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    pluginId: { type: String, required: true },
    pluginVersion: { type: String, required: true },
    config: { type: Schema.Types.Mixed, default: {} },
    secrets: { type: String, default: null },
    secretNames: { type: [String], default: [] },
    enabled: { type: Boolean, default: true },
    tools: { type: [String], default: null },
    confirm: { type: [String], default: [] },
    triggers: { type: [Schema.Types.Mixed] as never, default: [] },
    createdBy: { type: String, required: true },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1, pluginId: 1 }, { unique: true });
schema.index({ organizationId: 1, chatbotId: 1, createdAt: 1, _id: 1 });
schema.index({ organizationId: 1, pluginId: 1 });

export const InstallationModel = defineModel<InstallationDocument>(
  'PluginInstallation',
  schema,
  'pluginInstallations',
);
