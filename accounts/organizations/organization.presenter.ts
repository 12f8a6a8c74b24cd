import type { Member, Organization, OwnMembership } from '../../contracts/organizations.contract.js';
import type { MembershipDocument } from './membership.model.js';
import type { MemberDocument } from './membership.repository.js';
import type { OrganizationDocument } from './organization.model.js';

export const presentOrganization = (
  organization: OrganizationDocument,
  { role, members }: Pick<Organization, 'role' | 'members'>,
): Organization => ({
  id: organization._id,
  name: organization.name,
  role,
  members,
  createdAt: organization.createdAt.toISOString(),
  updatedAt: organization.updatedAt.toISOString(),
});

export const presentMember = ({ userId, user, role, createdAt }: MemberDocument): Member => ({
  id: userId,
  userId,
  username: user.username,
  email: user.email,
  name: user.name,
  role,
  createdAt: createdAt.toISOString(),
});

export const presentOwnMembership = (
  { organizationId, role, createdAt }: MembershipDocument,
  { name, active }: Pick<OwnMembership, 'name' | 'active'>,
): OwnMembership => ({ id: organizationId, name, role, active, createdAt: createdAt.toISOString() });
