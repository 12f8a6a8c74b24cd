import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import {
  installationRoles,
  userStatuses,
  type InstallationRole,
  type UserStatus,
} from '../../contracts/identity.contract.js';
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
  status: UserStatus;
  /** The job that deletes the user and what only they have. */
  deletionJobId: string | null;
  /** Grows with each change that administrators make, so that two at once conflict. */
  revision: number;
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
    status: { type: String, enum: userStatuses, default: 'active' },
    deletionJobId: { type: String, default: null },
    revision: { type: Number, default: 0 },
    organizationId: { type: String, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ usernameKey: 1 }, { unique: true });
schema.index({ emailKey: 1 }, { unique: true });
schema.index({ organizationId: 1 });
schema.index({ createdAt: -1, _id: -1 });
schema.index({ role: 1, status: 1, createdAt: -1 });
schema.index({ status: 1, createdAt: -1 });

export const UserModel = defineModel('User', schema, 'users', { isKept: true });
