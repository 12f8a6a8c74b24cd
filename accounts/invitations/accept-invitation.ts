import { hashToken } from '../../platform/crypto/tokens.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { enterOrganization } from '../organizations/enter-organization.js';
import { membershipRepository } from '../organizations/membership.repository.js';
import { organizationRepository } from '../organizations/organization.repository.js';
import { userRepository } from '../users/user.repository.js';
import type { InvitationDocument } from './invitation.model.js';
import { invitationRepository } from './invitation.repository.js';

/**
 * Joins the organisation that invited the actor's address and goes on working in it; memberships elsewhere stay. A
 * repeat by the same member changes nothing. Unknown, foreign, expired, revoked and spent tokens are answered alike.
 * Returns the organisation's id. @throws AppError NOT_FOUND
 */
export async function acceptInvitation({ actor, token }: { actor: Actor; token: string }): Promise<string> {
  const user = await userRepository.systemFind(actor.userId);
  const find = async () => user && invitationRepository.systemFind(hashToken(token), user.emailKey);
  const organizationId = (await find())?.organizationId;
  if (organizationId === undefined) throw notFound('Invitation');
  await organizationRepository.changeMembers(organizationId, async () => {
    // Read again, as another request may have been quicker.
    await join(actor, await find());
    await enterOrganization(actor, organizationId);
  });
  return organizationId;
}

async function join(actor: Actor, invitation: InvitationDocument | null): Promise<void> {
  if (!invitation) throw notFound('Invitation');
  const { userId } = actor;
  const { _id, organizationId, role, acceptedBy } = invitation;
  const membership = await membershipRepository.find(organizationId, userId);
  if (await invitationRepository.accept(organizationId, _id, userId)) {
    if (!membership) await membershipRepository.add(organizationId, { userId, role });
    await recordAudit({
      ...{ organizationId, actor, action: 'invitation.accepted' },
      ...{ target: { type: 'invitation', id: _id }, details: { role } },
    });
    return;
  }
  // A member's own repeat; one who was removed since does not come back with a spent token.
  if (!membership || acceptedBy !== userId) throw notFound('Invitation');
}
