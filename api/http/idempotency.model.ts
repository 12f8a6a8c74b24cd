import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';

export interface IdempotencyRecord {
  _id: string;
  /** Whose answer it is; `null` for public routes. */
  organizationId: string | null;
  /** Of method, path and body: the same key with another request is a mistake of the caller. */
  fingerprint: string;
  state: 'running' | 'done';
  /** A request that never ended (its process died) may be taken over after this. */
  lockedUntil: Date;
  /** The process that runs the request. */
  processId?: string;
  /** Where its answer can be followed. */
  location?: string;
  status?: number;
  body?: unknown;
  expiresAt: Date;
}

const schema = new Schema<IdempotencyRecord>(
  {
    _id: String,
    organizationId: { type: String, default: null },
    fingerprint: { type: String, required: true },
    state: { type: String, enum: ['running', 'done'], required: true },
    lockedUntil: { type: Date, required: true },
    processId: String,
    location: String,
    status: Number,
    body: Schema.Types.Mixed,
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ organizationId: 1 });

export const IdempotencyModel = defineModel('IdempotencyKey', schema, 'idempotencyKeys');
