import type { CreatedInvitation, Invitation } from '../../contracts/organizations.contract.js';
import type { InvitationDocument } from './invitation.model.js';

const hasExpired = ({ status, expiresAt }: InvitationDocument): boolean =>
  status === 'pending' && expiresAt.getTime() <= Date.now();

export const presentInvitation = (invitation: InvitationDocument): Invitation => ({
  id: invitation._id,
  email: invitation.email,
  role: invitation.role,
  status: hasExpired(invitation) ? 'expired' : invitation.status,
  invitedBy: invitation.invitedBy,
  expiresAt: invitation.expiresAt.toISOString(),
  acceptedAt: invitation.acceptedAt?.toISOString() ?? null,
  createdAt: invitation.createdAt.toISOString(),
});

export const presentCreatedInvitation = (
  invitation: InvitationDocument,
  token: string,
): CreatedInvitation => ({ ...presentInvitation(invitation), token });
