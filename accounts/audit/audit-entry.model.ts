import { Schema } from 'mongoose';
import { auditActions, type AuditAction, type AuditDetails } from '../../contracts/audit.contract.js';
import { newId } from '../../platform/ids.js';
import { appendOnly } from '../../platform/mongo/append-only.js';
import { defineModel } from '../../platform/mongo/define-model.js';

/** A privileged act. It names people by their ids alone, so that it may stay when they are deleted. */
export interface AuditEntryDocument {
  _id: string;
  /** `null`: it concerns the installation, not one organisation. */
  organizationId: string | null;
  /** `null`: the platform itself. */
  actorId: string | null;
  via: 'session' | 'api-key' | null;
  credentialId: string | null;
  action: AuditAction;
  target: { type: string; id: string };
  details: AuditDetails;
  createdAt: Date;
}

const schema = new Schema<AuditEntryDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, default: null },
    actorId: { type: String, default: null },
    via: { type: String, enum: ['session', 'api-key', null], default: null },
    credentialId: { type: String, default: null },
    action: { type: String, enum: auditActions, required: true },
    target: {
      type: new Schema(
        { type: { type: String, required: true }, id: { type: String, required: true } },
        { _id: false },
      ),
      required: true,
    },
    details: { type: Schema.Types.Mixed, default: {} },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false, minimize: false },
);
schema.index({ createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, createdAt: -1, _id: -1 });
schema.index({ actorId: 1, createdAt: -1 });
schema.index({ action: 1, createdAt: -1 });
schema.index({ 'target.id': 1, createdAt: -1 });
appendOnly(schema, 'the audit log');

export const AuditEntryModel = defineModel<AuditEntryDocument>('AuditEntry', schema, 'auditEntries');
