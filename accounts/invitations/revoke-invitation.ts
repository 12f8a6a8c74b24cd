import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { invitationRepository } from './invitation.repository.js';

/** Withdraws an open invitation. @throws AppError NOT_FOUND, also for one that is not open any more */
export async function revokeInvitation({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  await withTransaction(async () => {
    if (!(await invitationRepository.revoke(organizationId, id))) throw notFound('Invitation');
    const target = { type: 'invitation', id };
    await recordAudit({ organizationId, actor, action: 'invitation.revoked', target });
  });
}
