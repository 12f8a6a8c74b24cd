import { Schema } from 'mongoose';
import { organizationRoles, type OrganizationRole } from '../../contracts/identity.contract.js';
import { newId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';

export interface InvitationDocument {
  _id: string;
  organizationId: string;
  email: string;
  /** Lower-cased, as users have it. */
  emailKey: string;
  role: OrganizationRole;
  /** Digest of the token that accepts it. */
  hash: string;
  /** Expiry is not stored: it follows from `expiresAt`. */
  status: 'pending' | 'accepted' | 'revoked';
  invitedBy: string;
  acceptedBy: string | null;
  acceptedAt: Date | null;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<InvitationDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    role: { type: String, enum: organizationRoles, required: true },
    hash: { type: String, required: true },
    status: { type: String, enum: ['pending', 'accepted', 'revoked'], default: 'pending' },
    invitedBy: { type: String, required: true },
    acceptedBy: { type: String, default: null },
    acceptedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ hash: 1 }, { unique: true });
schema.index({ emailKey: 1 });
schema.index({ organizationId: 1, createdAt: -1 });
schema.index(
  { organizationId: 1, emailKey: 1 },
  { unique: true, partialFilterExpression: { status: 'pending' } },
);
// Kept for three months after their end, to be looked up.
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 90 * 86_400 });

export const InvitationModel = defineModel('Invitation', schema, 'invitations');
