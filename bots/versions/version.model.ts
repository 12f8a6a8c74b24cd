import { Schema } from 'mongoose';
import type { LinkSettings, ModelSettings, RetrievalSettings } from '../../contracts/chatbots.contract.js';
import type { PersonalitySnapshot } from '../../contracts/personalities.contract.js';
import type { PluginTrigger } from '../../contracts/plugin-installations.contract.js';
import { defineModel } from '../../platform/mongo/define-model.js';

/** An installed plugin as a version keeps it. */
export interface PluginSnapshot {
  installationId: string;
  pluginId: string;
  pluginVersion: string;
  /** The part of its configuration that may be shown. */
  config: Record<string, unknown>;
  /** Sealed; leaves the room for nobody. */
  secrets: string | null;
  secretNames: string[];
  enabled: boolean;
  /** The only tools of it that the bot has; `null` for all. */
  tools: string[] | null;
  /** Tools that end users have to agree to. */
  confirm: string[];
  triggers: PluginTrigger[];
}

/** Everything that decides how a bot answers. */
export interface VersionContent {
  instructions: string | null;
  language: string | null;
  welcomeMessage: string | null;
  model: ModelSettings;
  retrieval: RetrievalSettings;
  /** Absent where there are none. */
  links?: LinkSettings;
  settings: Record<string, unknown>;
  /** What it speaks with, whole: the personality itself may change or go. */
  personality: PersonalitySnapshot | null;
  plugins: PluginSnapshot[];
  intentModelId: string | null;
  knowledge: { knowledgeBaseId: string; generation: number }[];
}

/** One immutable state of a bot. */
export interface VersionDocument {
  /** `<chatbotId>:<number>`. */
  _id: string;
  organizationId: string;
  chatbotId: string;
  number: number;
  content: VersionContent;
  contentHash: string;
  reason: string;
  createdBy: string;
  createdAt: Date;
}

const schema = new Schema<VersionDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    number: { type: Number, required: true },
    content: { type: Schema.Types.Mixed, required: true },
    contentHash: { type: String, required: true },
    reason: { type: String, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1, number: -1 }, { unique: true });

export const VersionModel = defineModel<VersionDocument>('BotVersion', schema, 'botVersions');
