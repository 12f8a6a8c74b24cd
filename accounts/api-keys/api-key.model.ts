import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import { apiKeyScopes, type ApiKeyScope } from '../../contracts/identity.contract.js';
import { newId } from '../../platform/ids.js';

export interface ApiKeyDocument {
  _id: string;
  organizationId: string;
  /** Whose rights the key has, narrowed by its scopes. */
  userId: string;
  name: string | null;
  /** The first characters, to recognise the key by. */
  prefix: string;
  hash: string;
  scopes: ApiKeyScope[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<ApiKeyDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    userId: { type: String, required: true },
    name: { type: String, default: null },
    prefix: { type: String, required: true },
    hash: { type: String, required: true },
    scopes: { type: [String], enum: apiKeyScopes, required: true },
    expiresAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
    lastUsedAt: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ hash: 1 }, { unique: true });
schema.index({ organizationId: 1, createdAt: -1 });
schema.index({ userId: 1 });

export const ApiKeyModel = defineModel('ApiKey', schema, 'apiKeys', { isKept: true });
