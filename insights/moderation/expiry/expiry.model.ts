import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.js';
import { restrictionKinds, type RestrictionKind } from '../users/moderated-user.model.js';

/** A mute or ban that ends by itself: what its workflow has to do, and whether it was done. */
export interface ExpiryDocument {
  /** The id of the action that it ends. */
  _id: string;
  organizationId: string;
  userId: string;
  kind: RestrictionKind;
  dueAt: Date;
  /** `waiting`: not handed to Temporal yet; `cancelled`: lifted or replaced before. */
  status: 'waiting' | 'started' | 'done' | 'cancelled';
  createdAt: Date;
}

const schema = new Schema<ExpiryDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    userId: { type: String, required: true },
    kind: { type: String, enum: restrictionKinds, required: true },
    dueAt: { type: Date, required: true },
    status: { type: String, enum: ['waiting', 'started', 'done', 'cancelled'], default: 'waiting' },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false },
);
schema.index(
  { status: 1, dueAt: 1 },
  { partialFilterExpression: { status: { $in: ['waiting', 'started'] } } },
);
schema.index({ organizationId: 1 });

export const ExpiryModel = defineModel<ExpiryDocument>('ModerationExpiry', schema, 'moderationExpiries');
