import { notFound } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import { apiKeyRepository } from '../api-keys/api-key.repository.js';
import { recordAudit } from '../audit/record-audit.js';
import { invitationRepository } from '../invitations/invitation.repository.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { requireAnotherOwner, requireStillOwner } from './change-member.js';
import { membershipRepository } from './membership.repository.js';
import { organizationRepository } from './organization.repository.js';

/**
 * Takes a member out of the organisation; anybody may leave. Their sessions in it, their API keys for it and the
 * invitations they sent end with the membership, what they made stays. @throws AppError NOT_FOUND, CONFLICT for the last owner
 */
export async function removeMember({ actor, userId }: { actor: Actor; userId: string }): Promise<void> {
  const organizationId = actor.requireMembership(userId === actor.userId ? 'viewer' : 'owner');
  await organizationRepository.changeMembers(organizationId, async () => {
    if (userId !== actor.userId) await requireStillOwner(actor, organizationId);
    const member = await membershipRepository.find(organizationId, userId);
    if (!member) throw notFound('Member');
    if (member.role === 'owner') await requireAnotherOwner(organizationId);
    await membershipRepository.remove(organizationId, userId);
    await sessionRepository.revokeOfMember(organizationId, userId);
    await apiKeyRepository.revokeOfMember(organizationId, userId);
    await invitationRepository.revokeBy(organizationId, userId);
    await recordAudit({
      ...{ organizationId, actor, action: 'member.removed' },
      ...{ target: { type: 'user', id: userId }, details: { role: member.role } },
    });
  });
}
