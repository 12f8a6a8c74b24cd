import type { OrganizationRole } from '../../contracts/identity.contract.js';
import { AppError, conflict, notFound } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { invitationRepository } from '../invitations/invitation.repository.js';
import { membershipRepository, type MemberDocument } from './membership.repository.js';
import { organizationRepository } from './organization.repository.js';

/** Somebody has to be able to manage what the organisation made. @throws AppError CONFLICT */
export async function requireAnotherOwner(organizationId: string): Promise<void> {
  if ((await membershipRepository.count(organizationId, 'owner')) > 1) return;
  throw conflict('An organisation needs at least one owner; make another member an owner first');
}

/**
 * The actor's role as it is now, for what gives others rights; call it inside `changeMembers`. Otherwise somebody who is
 * no owner any more could use a request that began before to become one again. @throws AppError FORBIDDEN
 */
export async function requireStillOwner({ userId }: Actor, organizationId: string): Promise<void> {
  if ((await membershipRepository.find(organizationId, userId))?.role === 'owner') return;
  throw new AppError('FORBIDDEN', 'This needs the role owner in the organisation');
}

/**
 * Gives a member another role, which holds from their next request on. Invitations by an owner who is one no more are
 * withdrawn. @throws AppError NOT_FOUND, CONFLICT for the last owner
 */
export async function changeMember({
  actor,
  userId,
  role,
}: {
  actor: Actor;
  userId: string;
  role: OrganizationRole;
}): Promise<MemberDocument> {
  const organizationId = actor.requireMembership('owner');
  return organizationRepository.changeMembers(organizationId, async () => {
    await requireStillOwner(actor, organizationId);
    const member = await membershipRepository.findMember(organizationId, userId);
    if (!member) throw notFound('Member');
    if (member.role === 'owner' && role !== 'owner') {
      await requireAnotherOwner(organizationId);
      await invitationRepository.revokeBy(organizationId, userId);
    }
    await membershipRepository.setRole(organizationId, userId, role);
    if (member.role !== role)
      await recordAudit({
        ...{ organizationId, actor, action: 'member.role-changed' },
        ...{ target: { type: 'user', id: userId }, details: { from: member.role, to: role } },
      });
    return { ...member, role };
  });
}
