import { AppError, conflict } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { userRepository } from '../users/user.repository.js';

/**
 * Runs a change of users by an administrator in a transaction; such changes happen one after the other. Without that, two
 * administrators who demote each other at once would leave none. @throws AppError FORBIDDEN for who is none any more
 */
export const asAdministrator = <T>({ userId }: Actor, change: () => Promise<T>): Promise<T> =>
  withTransaction(async () => {
    await userRepository.systemLockAdministrators();
    const actor = await userRepository.systemFind(userId);
    if (actor?.role !== 'admin' || actor.status !== 'active')
      throw new AppError('FORBIDDEN', 'This needs an administrator');
    return change();
  });

/** Somebody has to be able to run the installation. @throws AppError CONFLICT */
export async function requireAnotherAdministrator(userId: string): Promise<void> {
  if (await userRepository.systemHasAnotherAdministrator(userId)) return;
  throw conflict('The installation needs at least one active administrator; make another user one first');
}
