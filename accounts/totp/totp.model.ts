import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

/** The authenticator of a user; apart from the user, which every request reads. */
export interface TotpDocument {
  /** The user's id. */
  _id: string;
  /** Sealed. */
  secret: string;
  /** `null` until the user has shown a code of it: until then it asks nobody for anything. */
  confirmedAt: Date | null;
  /** The time step whose code was used last; older codes and this one are spent. */
  lastStep: number;
  /** Digests of the recovery codes that are left. */
  recoveryHashes: string[];
  /** Tries since the last success or lock. */
  attempts: number;
  lockedUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<TotpDocument>(
  {
    _id: { type: String, required: true },
    secret: { type: String, required: true },
    confirmedAt: { type: Date, default: null },
    lastStep: { type: Number, default: 0 },
    recoveryHashes: { type: [String], default: [] },
    attempts: { type: Number, default: 0 },
    lockedUntil: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false },
);

export const TotpModel = defineModel('Totp', schema, 'totps');
