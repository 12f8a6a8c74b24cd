import type { Organization } from '../../contracts/organizations.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { membershipRepository } from './membership.repository.js';
import { presentOrganization } from './organization.presenter.js';
import { organizationRepository } from './organization.repository.js';

/** An organisation as one of its members sees it. @throws AppError NOT_FOUND for anybody else */
export async function readOrganization(organizationId: string, userId: string): Promise<Organization> {
  const [organization, membership, members] = await Promise.all([
    organizationRepository.find(organizationId),
    membershipRepository.find(organizationId, userId),
    membershipRepository.count(organizationId),
  ]);
  if (!organization || !membership) throw notFound('Organisation');
  return presentOrganization(organization, { role: membership.role, members });
}
