import { Schema } from 'mongoose';
import type { ModerationSettings } from '../../../contracts/ai/moderation-policy.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** What an organisation changed of the default policy; one document each. */
export interface ModerationSettingsDocument {
  /** The organisation's id. */
  _id: string;
  organizationId: string;
  changes: { [K in keyof ModerationSettings]?: Record<string, unknown> };
  updatedBy: string;
  updatedAt: Date;
}

const schema = new Schema<ModerationSettingsDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    changes: { type: Schema.Types.Mixed, default: {} },
    updatedBy: { type: String, required: true },
  },
  { timestamps: { createdAt: false, updatedAt: true }, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1 });

export const ModerationSettingsModel = defineModel<ModerationSettingsDocument>(
  'ModerationSettings',
  schema,
  'moderationSettings',
);
