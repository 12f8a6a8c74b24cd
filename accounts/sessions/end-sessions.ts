import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { sessionRepository } from './session.repository.js';

const target = ({ userId }: Actor) => ({ type: 'user', id: userId });

/** Ends one session of the actor's; signing out of one's own is no act to be written down. @throws AppError NOT_FOUND */
export async function endSession({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const { organizationId, userId, credentialId } = actor;
  await withTransaction(async () => {
    if (!(await sessionRepository.systemRevoke(id, userId))) throw notFound('Session');
    if (id === credentialId) return;
    await recordAudit({
      ...{ organizationId, actor, action: 'sessions.revoked' },
      ...{ target: target(actor), details: { sessionId: id, count: 1 } },
    });
  });
}

/** Ends every session of the actor's but the present one; returns how many. */
export async function endOtherSessions({ actor }: { actor: Actor }): Promise<number> {
  const { organizationId, userId, credentialId } = actor;
  return withTransaction(async () => {
    const ended = await sessionRepository.systemRevokeOthers(userId, credentialId);
    if (ended > 0)
      await recordAudit({
        ...{ organizationId, actor, action: 'sessions.revoked' },
        ...{ target: target(actor), details: { count: ended } },
      });
    return ended;
  });
}
