import { apiKeyRepository } from '../api-keys/api-key.repository.js';
import { recordAudit } from '../audit/record-audit.js';
import { invitationRepository } from '../invitations/invitation.repository.js';
import { membershipRepository } from '../organizations/membership.repository.js';
import { organizationRepository } from '../organizations/organization.repository.js';
import { sessionRepository } from '../sessions/session.repository.js';

/**
 * Takes a user who is being deleted out of an organisation. True when nobody is left in it: it is to be deleted, and
 * nobody can join it any more. A repeat gives the same answer.
 */
export async function leaveOrganization({
  userId,
  organizationId,
}: {
  userId: string;
  organizationId: string;
}): Promise<boolean> {
  if (!(await organizationRepository.find(organizationId))) return false;
  return organizationRepository.changeMembers(organizationId, async () => {
    const organization = await organizationRepository.find(organizationId);
    if (organization?.deletingSince) return true;
    const membership = await membershipRepository.find(organizationId, userId);
    if (!membership) return false;
    const isAlone = (await membershipRepository.count(organizationId)) === 1;
    if (isAlone) {
      await organizationRepository.markDeleting(organizationId);
      await invitationRepository.revokeAll(organizationId);
    } else if (membership.role === 'owner') await keepOwned(organizationId, userId);
    await membershipRepository.remove(organizationId, userId);
    await sessionRepository.revokeOfMember(organizationId, userId);
    await apiKeyRepository.revokeOfMember(organizationId, userId);
    await invitationRepository.revokeBy(organizationId, userId);
    if (!isAlone)
      await recordAudit({
        ...{ organizationId, actor: null, action: 'member.removed' },
        ...{ target: { type: 'user', id: userId }, details: { role: membership.role, deleted: true } },
      });
    return isAlone;
  });
}

/** When the only owner goes, the oldest editor takes over, without one the oldest member. */
async function keepOwned(organizationId: string, leaverId: string): Promise<void> {
  if ((await membershipRepository.count(organizationId, 'owner')) > 1) return;
  const successor = await membershipRepository.findSuccessor(organizationId, leaverId);
  if (!successor) return;
  await membershipRepository.setRole(organizationId, successor.userId, 'owner');
  await recordAudit({
    ...{ organizationId, actor: null, action: 'organization.owner-replaced' },
    ...{ target: { type: 'user', id: successor.userId }, details: { from: leaverId, role: successor.role } },
  });
}
