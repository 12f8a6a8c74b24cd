import { newId } from '../../platform/ids.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { UserDocument } from '../users/user.model.js';
import { userRepository } from '../users/user.repository.js';
import { membershipRepository } from './membership.repository.js';
import { organizationRepository } from './organization.repository.js';

/** Makes the organisation that a user owns; call it inside a transaction. */
export async function createOwnOrganization(
  organizationId: string,
  { _id: userId, name, username }: Pick<UserDocument, '_id' | 'name' | 'username'>,
): Promise<void> {
  await organizationRepository.systemInsert({
    id: organizationId,
    name: `${name ?? username}'s organization`,
  });
  await membershipRepository.add(organizationId, { userId, role: 'owner' });
}

/**
 * Where a user works after signing in: where they worked last, otherwise in the organisation they have belonged to
 * longest. A user who was removed from all of them gets a new one.
 */
export async function organizationToEnter(user: UserDocument): Promise<string> {
  const { _id: userId, organizationId: last } = user;
  if (await membershipRepository.find(last, userId)) return last;
  const oldest = await membershipRepository.systemFindOldest(userId);
  if (oldest) return oldest.organizationId;
  const next = newId();
  const isFirst = await withTransaction(async () => {
    if (!(await userRepository.systemSetOrganization(userId, next, { unlessChangedFrom: last })))
      return false;
    await createOwnOrganization(next, user);
    return true;
  });
  if (isFirst) return next;
  // Another sign-in was quicker.
  return (await userRepository.systemFind(userId))?.organizationId ?? last;
}
