import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.js';

export interface Restriction {
  since: Date;
  /** null: for good. */
  until: Date | null;
  reason: string | null;
  /** The action that it follows from; its expiry has the same id. */
  actionId: string;
}

export const restrictionKinds = ['muted', 'banned'] as const;
export type RestrictionKind = (typeof restrictionKinds)[number];

/** What is in force for somebody whose content is moderated; there is none while nothing ever was. */
export interface ModeratedUserDocument {
  _id: string;
  organizationId: string;
  /** As the moderated content names them. */
  userId: string;
  muted: Restriction | null;
  banned: Restriction | null;
}

const restriction = {
  type: new Schema<Restriction>(
    {
      since: { type: Date, required: true },
      until: { type: Date, default: null },
      reason: { type: String, default: null },
      actionId: { type: String, required: true },
    },
    { _id: false },
  ),
  default: null,
};

const schema = new Schema<ModeratedUserDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    userId: { type: String, required: true },
    muted: restriction,
    banned: restriction,
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, userId: 1 });

export const ModeratedUserModel = defineModel<ModeratedUserDocument>(
  'ModeratedUser',
  schema,
  'moderatedUsers',
);
