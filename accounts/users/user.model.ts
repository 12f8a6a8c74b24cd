import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import { installationRoles, type InstallationRole } from '../../contracts/identity.contract.js';
import { newId } from '../../platform/ids.js';

export interface UserDocument {
  _id: string;
  username: string;
  /** Lower-cased, so that names differing only in case collide. */
  usernameKey: string;
  email: string;
  emailKey: string;
  name: string | null;
  passwordHash: string;
  role: InstallationRole;
  status: 'active' | 'suspended';
  /** The organisation that the user works in. */
  organizationId: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<UserDocument>(
  {
    _id: { type: String, default: newId },
    username: { type: String, required: true },
    usernameKey: { type: String, required: true },
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    name: { type: String, default: null },
    passwordHash: { type: String, required: true },
    role: { type: String, enum: installationRoles, default: 'user' },
    status: { type: String, enum: ['active', 'suspended'], default: 'active' },
    organizationId: { type: String, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ usernameKey: 1 }, { unique: true });
schema.index({ emailKey: 1 }, { unique: true });
schema.index({ organizationId: 1 });

export const UserModel = defineModel('User', schema, 'users');
