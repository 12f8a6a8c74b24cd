import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import { newId } from '../../platform/ids.js';

export interface OrganizationDocument {
  _id: string;
  name: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<OrganizationDocument>(
  { _id: { type: String, default: newId }, name: { type: String, required: true } },
  { timestamps: true, versionKey: false },
);

export const OrganizationModel = defineModel('Organization', schema, 'organizations');
