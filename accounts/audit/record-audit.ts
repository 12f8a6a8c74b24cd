import type { AuditAction, AuditDetails } from '../../contracts/audit.contract.js';
import type { Actor } from '../actor.js';
import { auditEntryRepository } from './audit-entry.repository.js';

export interface RecordAudit {
  /** Whose owners may read it; `null`: only the installation's administrators. */
  organizationId: string | null;
  /** Who did it: an actor, a user who proved to be one in another way, or `null` for the platform itself. */
  actor: Pick<Actor, 'userId' | 'via' | 'credentialId'> | { userId: string } | null;
  action: AuditAction;
  target: { type: string; id: string };
  /** Short values that say more. Never a secret; people by their ids alone. */
  details?: AuditDetails;
}

const limits = { fields: 20, text: 200, list: 50 };

/**
 * Writes a privileged act down for good. Call it inside the transaction that does it, or right after it. Details that
 * are too long are cut.
 */
export async function recordAudit({
  organizationId,
  actor,
  action,
  target,
  details = {},
}: RecordAudit): Promise<void> {
  await auditEntryRepository.insert(organizationId, {
    actorId: actor?.userId ?? null,
    via: actor && 'via' in actor ? actor.via : null,
    credentialId: actor && 'credentialId' in actor ? actor.credentialId : null,
    action,
    target: { type: target.type, id: target.id.slice(0, limits.text) },
    details: bounded(details),
  });
}

const cut = (text: string): string => text.slice(0, limits.text);

const bounded = (details: AuditDetails): AuditDetails =>
  Object.fromEntries(
    Object.entries(details)
      .slice(0, limits.fields)
      .map(([name, value]) => [
        name,
        typeof value === 'string'
          ? cut(value)
          : Array.isArray(value)
            ? value.slice(0, limits.list).map(cut)
            : value,
      ]),
  );
