import { Schema } from 'mongoose';
import { entitySources, type EntitySource } from '../../../contracts/message-entity.contract.js';
import { newId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** A person, product, number, … that an end user has to do with. */
export interface EntityDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  userId: string;
  type: string;
  value: string;
  normalized: string | null;
  /** Type and value as they are compared. */
  key: string;
  confidence: number;
  source: EntitySource;
  mentions: number;
  lastMentionedAt: Date;
  /** When it is forgotten unless it is mentioned again; `null` for what somebody recorded. */
  expiresAt: Date | null;
}

const schema = new Schema<EntityDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    userId: { type: String, required: true },
    type: { type: String, required: true },
    value: { type: String, required: true },
    normalized: { type: String, default: null },
    key: { type: String, required: true },
    confidence: { type: Number, required: true },
    source: { type: String, enum: entitySources, required: true },
    mentions: { type: Number, required: true },
    lastMentionedAt: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, chatbotId: 1, userId: 1, key: 1 }, { unique: true });
schema.index({ organizationId: 1, chatbotId: 1, userId: 1, lastMentionedAt: -1, _id: -1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const EntityModel = defineModel<EntityDocument>('Entity', schema, 'entities');
