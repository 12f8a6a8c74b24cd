import type { Actor } from '../actor.js';
import { notFound } from '../../platform/errors/app-error.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { userRepository } from '../users/user.repository.js';
import { membershipRepository } from './membership.repository.js';
import { organizationRepository } from './organization.repository.js';

/** The actor's session goes on in an organisation, and the next sign-in begins there; call it inside `changeMembers`. */
export async function enterOrganization(actor: Actor, organizationId: string): Promise<void> {
  await sessionRepository.systemSetOrganization(actor.credentialId, actor.userId, organizationId);
  await userRepository.systemSetOrganization(actor.userId, organizationId);
}

/** Goes over to another organisation of the actor's. @throws AppError NOT_FOUND when they do not belong to it */
export async function switchOrganization({
  actor,
  organizationId,
}: {
  actor: Actor;
  organizationId: string;
}): Promise<void> {
  await organizationRepository.changeMembers(organizationId, async () => {
    const membership = await membershipRepository.find(organizationId, actor.userId);
    if (!membership) throw notFound('Organisation');
    await enterOrganization(actor, organizationId);
  });
}
