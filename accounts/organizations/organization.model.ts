import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import { newId } from '../../platform/ids.js';

export interface OrganizationDocument {
  _id: string;
  name: string;
  /** Counts changes of members and invitations, so that two at once conflict instead of both succeeding. */
  membersRevision: number;
  /** Its share of the workers beside other organisations: 2 gets twice as much as 1. */
  priority: number;
  /** Nobody belongs to it any more; it is being deleted with everything in it. */
  deletingSince: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<OrganizationDocument>(
  {
    _id: { type: String, default: newId },
    name: { type: String, required: true },
    membersRevision: { type: Number, default: 0 },
    priority: { type: Number, default: 1 },
    deletingSince: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false },
);

export const OrganizationModel = defineModel('Organization', schema, 'organizations');
