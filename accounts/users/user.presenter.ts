import type { User } from '../../contracts/identity.contract.js';
import type { UserDocument } from './user.model.js';

/** A user as seen in one of their organisations. */
export const presentUser = (user: UserDocument, organizationId: string): User => ({
  id: user._id,
  username: user.username,
  email: user.email,
  name: user.name,
  role: user.role,
  organizationId,
  createdAt: user.createdAt.toISOString(),
  updatedAt: user.updatedAt.toISOString(),
});
