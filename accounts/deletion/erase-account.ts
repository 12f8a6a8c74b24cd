import { withTransaction } from '../../platform/mongo/connection.js';
import { replaceAuthor } from '../../platform/mongo/erase-tenant.js';
import { apiKeyRepository } from '../api-keys/api-key.repository.js';
import { recordAudit } from '../audit/record-audit.js';
import { invitationRepository } from '../invitations/invitation.repository.js';
import { passwordResetRepository } from '../password-reset/password-reset.repository.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { totpRepository } from '../totp/totp.repository.js';
import { userRepository } from '../users/user.repository.js';
import { outlasting } from './erase-organization.js';
import { tombstone } from './erasure.js';

/**
 * Removes the account itself, once its organisations are settled; what it made in others' organisations stays, by an
 * unnamed author. The user goes last. A repeat changes nothing.
 */
export async function eraseAccount(userId: string): Promise<void> {
  const user = await userRepository.systemFind(userId);
  if (!user) return;
  await sessionRepository.systemDeleteAll(userId);
  await apiKeyRepository.systemDeleteAll(userId);
  await totpRepository.systemDelete(userId);
  await passwordResetRepository.systemDelete(userId);
  await invitationRepository.systemDeleteTo(user.emailKey);
  await replaceAuthor(userId, tombstone, { except: outlasting });
  await withTransaction(async () => {
    if (!(await userRepository.systemDelete(userId))) return;
    await recordAudit({
      ...{ organizationId: null, actor: null, action: 'user.deleted' },
      target: { type: 'user', id: userId },
    });
  });
}
