import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import { newId } from '../../platform/ids.js';

/** From where a session is used, as far as it tells. */
export interface Device {
  ip: string | null;
  userAgent: string | null;
}

/** One sign-in: the family of refresh tokens that descends from it, and the cookie of its browser. */
export interface SessionDocument extends Device {
  _id: string;
  userId: string;
  /** The organisation that the session works in. */
  organizationId: string;
  /** Digest of the refresh token that may be used next. */
  refreshHash: string;
  /** Digests of spent ones, newest last: presenting one again means that it was stolen. */
  spentHashes: string[];
  /** Digest of the session cookie, where one was asked for. */
  cookieHash?: string;
  /** The cookie before the last renewal; requests that were already on their way may still carry it. */
  formerCookie?: { hash: string; until: Date };
  /** When the second factor was last proved, for users who have one. */
  secondFactorAt?: Date | null;
  lastUsedAt: Date;
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
    cookieHash: { type: String },
    formerCookie: { type: new Schema({ hash: String, until: Date }, { _id: false }) },
    ip: { type: String, default: null },
    userAgent: { type: String, default: null },
    secondFactorAt: { type: Date, default: null },
    lastUsedAt: { type: Date, default: () => new Date() },
    revokedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ refreshHash: 1 }, { unique: true });
schema.index({ spentHashes: 1 });
schema.index({ cookieHash: 1 }, { unique: true, sparse: true });
schema.index({ 'formerCookie.hash': 1 }, { sparse: true });
schema.index({ userId: 1, createdAt: -1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const SessionModel = defineModel('Session', schema, 'sessions', { isKept: true });
