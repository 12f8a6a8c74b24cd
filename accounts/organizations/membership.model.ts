import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import { organizationRoles, type OrganizationRole } from '../../contracts/identity.contract.js';
import { newId } from '../../platform/ids.js';

export interface MembershipDocument {
  _id: string;
  organizationId: string;
  userId: string;
  role: OrganizationRole;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<MembershipDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    userId: { type: String, required: true },
    role: { type: String, enum: organizationRoles, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, userId: 1 }, { unique: true });
schema.index({ userId: 1, createdAt: 1 });
schema.index({ organizationId: 1, createdAt: 1 });

export const MembershipModel = defineModel('Membership', schema, 'memberships', { isKept: true });
