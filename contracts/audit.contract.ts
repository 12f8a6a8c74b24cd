import { z } from 'zod';
import { Id, pageFields, sortField, Timestamp } from './common.contract.js';

/** Every privileged act that is written down. */
export const auditActions = [
  'ai-config.updated',
  'api-key.created',
  'api-key.revoked',
  'backup.deleted',
  'backup.requested',
  'budget.updated',
  'chatbot.deleted',
  'chatbot.exported',
  'chatbot.imported',
  'chatbot.published',
  'chatbot.rolled-back',
  'dataset.deleted',
  'invitation.accepted',
  'invitation.created',
  'invitation.revoked',
  'knowledge-base.deleted',
  'member.removed',
  'member.role-changed',
  'memory.deleted',
  'organization.deleted',
  'organization.owner-replaced',
  'organization.updated',
  'plugin.configured',
  'plugin.created',
  'plugin.deleted',
  'plugin.installed',
  'plugin.uninstalled',
  'plugin.updated',
  'sessions.revoked',
  'totp.disabled',
  'totp.enabled',
  'user.deleted',
  'user.deletion-requested',
  'user.email-changed',
  'user.password-changed',
  'user.password-reset',
  'user.role-changed',
  'user.status-changed',
  'user.updated',
  'webhook.created',
  'webhook.deleted',
  'webhook.disabled',
  'webhook.secret-rotated',
  'webhook.updated',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Says more about an act in a few short values; never a secret, and no name or address of a person. */
export type AuditDetails = Record<string, string | number | boolean | null | string[]>;

export const AuditEntry = z
  .strictObject({
    id: Id,
    organizationId: Id.nullable().meta({ description: 'null: it concerns the installation' }),
    actorId: Id.nullable().meta({ description: 'The user who did it; null: the platform itself' }),
    via: z.enum(['session', 'api-key']).nullable(),
    credentialId: Id.nullable().meta({ description: 'The session or API key that was used' }),
    action: z.enum(auditActions),
    target: z.strictObject({ type: z.string(), id: z.string() }),
    details: z.record(z.string(), z.unknown()),
    createdAt: Timestamp,
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.output<typeof AuditEntry>;

export const ListAuditLog = z.strictObject({
  ...pageFields,
  sort: sortField(['createdAt'], 'createdAt:desc'),
  actorId: Id.optional(),
  action: z.enum(auditActions).optional(),
  target: Id.optional().meta({ description: 'Id of what was acted on' }),
  targetType: z.string().min(1).max(64).optional().meta({ example: 'chatbot' }),
  from: Timestamp.optional(),
  to: Timestamp.optional().meta({ description: 'Not included' }),
});
export type ListAuditLog = z.output<typeof ListAuditLog>;

export const ListAllAuditLogs = ListAuditLog.extend({ organizationId: Id.optional() });
