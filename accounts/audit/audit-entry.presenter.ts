import type { AuditEntry } from '../../contracts/audit.contract.js';
import type { AuditEntryDocument } from './audit-entry.model.js';

export const presentAuditEntry = (entry: AuditEntryDocument): AuditEntry => ({
  id: entry._id,
  organizationId: entry.organizationId,
  actorId: entry.actorId,
  via: entry.via,
  credentialId: entry.credentialId,
  action: entry.action,
  target: { type: entry.target.type, id: entry.target.id },
  details: entry.details,
  createdAt: entry.createdAt.toISOString(),
});
