import type { AdminUserDetail } from '../../contracts/admin.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { apiKeyRepository } from '../api-keys/api-key.repository.js';
import { membershipRepository } from '../organizations/membership.repository.js';
import { organizationRepository } from '../organizations/organization.repository.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { totpRepository } from '../totp/totp.repository.js';
import { userRepository } from '../users/user.repository.js';
import { presentAdminUserDetail } from './admin-user.presenter.js';

/** A user with what an administrator needs to judge an account. @throws AppError NOT_FOUND */
export async function readUser(id: string): Promise<AdminUserDetail> {
  const user = await userRepository.systemFind(id);
  if (!user) throw notFound('User');
  const [totp, sessions, apiKeys, memberships] = await Promise.all([
    totpRepository.systemFind(id),
    sessionRepository.systemCount(id),
    apiKeyRepository.systemCount(id),
    membershipRepository.systemAllOfUser(id),
  ]);
  const organizations = await organizationRepository.systemFindAll(
    memberships.map(({ organizationId }) => organizationId),
  );
  const names = new Map(organizations.map(({ _id, name }) => [_id, name]));
  return presentAdminUserDetail(user, {
    twoFactor: Boolean(totp?.confirmedAt),
    sessions,
    apiKeys,
    organizations: memberships.map(({ organizationId, role, createdAt }) => ({
      id: organizationId,
      name: names.get(organizationId) ?? '',
      role,
      createdAt: createdAt.toISOString(),
    })),
  });
}
