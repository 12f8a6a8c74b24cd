import { withTransaction } from '../../../platform/mongo/connection.js';
import { actionRepository } from '../actions/action.repository.js';
import { moderatedUserRepository } from '../users/moderated-user.repository.js';
import { expiryRepository } from './expiry.repository.js';

/**
 * Ends a mute or ban whose time is over, once, and writes it down. One that was lifted or replaced before stays as it is.
 */
export const endRestriction = (expiryId: string): Promise<{ ended: boolean }> =>
  withTransaction(async () => {
    const expiry = await expiryRepository.systemFind(expiryId);
    if (!expiry || !(await expiryRepository.systemSettle(expiryId))) return { ended: false };
    const { organizationId, userId, kind } = expiry;
    const lifted = await moderatedUserRepository.lift(organizationId, userId, { kind, actionId: expiryId });
    if (!lifted) return { ended: false };
    await actionRepository.insert(organizationId, {
      ...{ action: kind === 'muted' ? 'unmute' : 'unban', automated: true, origin: 'rule' },
      ...{ targetType: 'user', targetId: userId, targetUserId: userId, reason: 'Expired' },
    });
    return { ended: true };
  });
