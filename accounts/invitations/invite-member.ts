import type { CreatedInvitation, CreateInvitation } from '../../contracts/organizations.contract.js';
import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import { conflict } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { recordAudit } from '../audit/record-audit.js';
import { requireStillOwner } from '../organizations/change-member.js';
import { membershipRepository } from '../organizations/membership.repository.js';
import { organizationRepository } from '../organizations/organization.repository.js';
import { loginKey, userRepository } from '../users/user.repository.js';
import { presentCreatedInvitation } from './invitation.presenter.js';
import { invitationRepository } from './invitation.repository.js';

const validMs = 7 * 86_400_000;
/** Open invitations an organisation may have at a time. */
const maxOpen = 200;

/**
 * Invites an address into the organisation; its token is in this answer and in the message to it. An earlier invitation of the
 * same address is replaced. @throws AppError CONFLICT for a member's address and beyond the limit
 */
export async function inviteMember({
  mails,
  actor,
  input,
}: {
  mails: MailOutbox;
  actor: Actor;
  input: CreateInvitation;
}): Promise<CreatedInvitation> {
  const organizationId = actor.requireMembership('owner');
  const { email, role } = input;
  const emailKey = loginKey(email);
  const token = `inv_${randomToken()}`;
  const invitation = await organizationRepository.changeMembers(organizationId, async () => {
    await requireStillOwner(actor, organizationId);
    // Whether somebody else has an account is none of the organisation's business: both are answered alike.
    const user = await userRepository.systemFindByLogin({ email });
    if (user && (await membershipRepository.find(organizationId, user._id)))
      throw conflict('This e-mail address belongs to a member');
    await invitationRepository.revokeTo(organizationId, emailKey);
    if ((await invitationRepository.countOpen(organizationId)) >= maxOpen)
      throw conflict(`An organisation may have at most ${maxOpen} open invitations; revoke some first`);
    const inserted = await invitationRepository.insert(organizationId, {
      email,
      emailKey,
      role,
      hash: hashToken(token),
      invitedBy: actor.userId,
      expiresAt: new Date(Date.now() + validMs),
    });
    await recordAudit({
      ...{ organizationId, actor, action: 'invitation.created' },
      ...{ target: { type: 'invitation', id: inserted._id }, details: { role } },
    });
    const organization = (await organizationRepository.find(organizationId))?.name ?? '';
    await mails.add('invitation', { email, organization, role, token });
    return inserted;
  });
  return presentCreatedInvitation(invitation, token);
}
