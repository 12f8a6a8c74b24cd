import type { User } from '../../contracts/identity.contract.js';
import type { UserDocument } from './user.model.js';

export const presentUser = (user: UserDocument): User => ({
  id: user._id,
  username: user.username,
  email: user.email,
  name: user.name,
  role: user.role,
  organizationId: user.organizationId,
  createdAt: user.createdAt.toISOString(),
  updatedAt: user.updatedAt.toISOString(),
});
