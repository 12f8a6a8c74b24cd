import type { ResetPassword } from '../../contracts/identity.contract.js';
import { hashPassword } from '../../platform/crypto/passwords.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import { invalid } from '../../platform/errors/app-error.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { recordAudit } from '../audit/record-audit.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { userRepository } from '../users/user.repository.js';
import { passwordResetRepository } from './password-reset.repository.js';

/**
 * Sets a new password for whoever has the mailed token, which is spent, and ends all sessions. API keys stay: they do
 * not follow from the password. @throws AppError VALIDATION_ERROR, the same for every token that is not good
 */
export async function resetPassword({
  mails,
  input,
}: {
  mails: MailOutbox;
  input: ResetPassword;
}): Promise<void> {
  const passwordHash = await hashPassword(input.password);
  await withTransaction(async () => {
    const userId = await passwordResetRepository.systemSpend(hashToken(input.token));
    const user = userId === null ? null : await userRepository.systemFind(userId);
    if (user?.status !== 'active') throw invalid('body.token', 'the token is wrong, was used or has expired');
    const { _id, organizationId, email } = user;
    await userRepository.systemUpdate(_id, { passwordHash });
    const sessions = await sessionRepository.systemRevokeAll(_id);
    await recordAudit({
      ...{ organizationId, actor: { userId: _id }, action: 'user.password-reset' },
      ...{ target: { type: 'user', id: _id }, details: { sessionsEnded: sessions } },
    });
    await mails.add('password-changed', { email });
  });
}
