import type { InstallationRole, RegisterUser } from '../../contracts/identity.contract.js';
import { hashPassword } from '../../platform/crypto/passwords.js';
import { newId } from '../../platform/ids.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { event } from '../../platform/outbox/event.js';
import { enqueueEvents } from '../../platform/outbox/outbox.model.js';
import { createOwnOrganization } from '../organizations/own-organization.js';
import type { UserDocument } from './user.model.js';
import { userRepository } from './user.repository.js';

/** Creates a user with an organisation of their own, which they own. @throws AppError CONFLICT for a taken name or address. */
export async function registerUser({
  input,
  role = 'user',
}: {
  input: RegisterUser;
  role?: InstallationRole;
}): Promise<UserDocument> {
  const { username, email, password, name = null } = input;
  const passwordHash = await hashPassword(password);
  const [userId, organizationId] = [newId(), newId()];
  return withTransaction(async () => {
    const user = await userRepository.systemInsert({
      _id: userId,
      username,
      email,
      name,
      passwordHash,
      role,
      organizationId,
    });
    await createOwnOrganization(organizationId, user);
    await enqueueEvents([event('user.registered', { organizationId, data: { userId, username } })]);
    return user;
  });
}
