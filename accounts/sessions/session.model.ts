import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import { newId } from '../../platform/ids.js';

/** One sign-in and the family of refresh tokens that descends from it. */
export interface SessionDocument {
  _id: string;
  userId: string;
  organizationId: string;
  /** Digest of the refresh token that may be used next. */
  refreshHash: string;
  /** Digests of spent ones, newest last: presenting one again means that it was stolen. */
  spentHashes: string[];
  revokedAt: Date | null;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<SessionDocument>(
  {
    _id: { type: String, default: newId },
    userId: { type: String, required: true },
    organizationId: { type: String, required: true },
    refreshHash: { type: String, required: true },
    spentHashes: { type: [String], default: [] },
    revokedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ refreshHash: 1 }, { unique: true });
schema.index({ spentHashes: 1 });
schema.index({ userId: 1, createdAt: -1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const SessionModel = defineModel('Session', schema, 'sessions');
