import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** The one token with which a user may choose a new password. */
export interface PasswordResetDocument {
  /** The user's id: a newer token takes the place of the one before. */
  _id: string;
  /** Digest of the token. */
  hash: string;
  requestedAt: Date;
  expiresAt: Date;
}

const schema = new Schema<PasswordResetDocument>(
  {
    _id: { type: String, required: true },
    hash: { type: String, required: true },
    requestedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ hash: 1 }, { unique: true });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const PasswordResetModel = defineModel<PasswordResetDocument>(
  'PasswordReset',
  schema,
  'passwordResets',
);
