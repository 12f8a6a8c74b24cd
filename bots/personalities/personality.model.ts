import { Schema } from 'mongoose';
import type { PersonalityExample, PersonalityStyle, Trait } from '../../contracts/personalities.contract.js';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';

export interface PersonalityDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  name: string;
  description: string | null;
  tone: string | null;
  traits: Trait[];
  style: PersonalityStyle;
  instructions: string | null;
  examples: PersonalityExample[];
  /** The bot speaks with it. */
  isDefault: boolean;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<PersonalityDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: null },
    tone: { type: String, default: null },
    traits: { type: [Schema.Types.Mixed] as never, default: [] },
    style: { type: Schema.Types.Mixed, default: {} },
    instructions: { type: String, default: null },
    examples: { type: [Schema.Types.Mixed] as never, default: [] },
    isDefault: { type: Boolean, default: false },
    createdBy: { type: String, required: true },
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, chatbotId: 1, name: 1, _id: 1 });
schema.index(
  { organizationId: 1, chatbotId: 1 },
  { unique: true, partialFilterExpression: { isDefault: true }, name: 'oneDefault' },
);

export const PersonalityModel = defineModel<PersonalityDocument>('Personality', schema, 'personalities');
