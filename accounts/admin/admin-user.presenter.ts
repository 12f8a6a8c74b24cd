import type { AdminUser, AdminUserDetail } from '../../contracts/admin.contract.js';
import type { UserDocument } from '../users/user.model.js';
import { presentUser } from '../users/user.presenter.js';

/** A user as an administrator sees them. */
export const presentAdminUser = (user: UserDocument): AdminUser => ({
  ...presentUser(user, user.organizationId),
  user_id: user._id,
  status: user.status,
  deletionJobId: user.deletionJobId ?? null,
});

export const presentAdminUserDetail = (
  user: UserDocument,
  more: Pick<AdminUserDetail, 'twoFactor' | 'sessions' | 'apiKeys' | 'organizations'>,
): AdminUserDetail => ({ ...presentAdminUser(user), ...more });
