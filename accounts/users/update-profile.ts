import type { UpdateProfile } from '../../contracts/identity.contract.js';
import { hashPassword, verifyPassword } from '../../platform/crypto/passwords.js';
import { AppError, invalid, notFound } from '../../platform/errors/app-error.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { passwordResetRepository } from '../password-reset/password-reset.repository.js';
import { sessionRepository } from '../sessions/session.repository.js';
import type { UserDocument } from './user.model.js';
import { loginKey, userRepository } from './user.repository.js';

/**
 * Changes one's own account. Another e-mail address or password needs the present password, because a session may be
 * stolen; a new password ends all other sessions. @throws AppError VALIDATION_ERROR, FORBIDDEN, CONFLICT for what is taken
 */
export async function updateProfile({
  mails,
  actor,
  input: { password, currentPassword, ...profile },
}: {
  mails: MailOutbox;
  actor: Actor;
  input: UpdateProfile;
}): Promise<UserDocument> {
  const before = await userRepository.systemFind(actor.userId);
  if (!before) throw notFound('User');
  const hasNewAddress = profile.email !== undefined && loginKey(profile.email) !== before.emailKey;
  if (password !== undefined || hasNewAddress) await requirePassword(before, currentPassword);
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return withTransaction(async () => {
    const changed = await userRepository.systemUpdate(before._id, {
      ...profile,
      ...(passwordHash === undefined ? {} : { passwordHash }),
    });
    if (!changed) throw notFound('User');
    // Whoever can read the former mailbox, or knew the former password, must not get in by an earlier request.
    if (passwordHash !== undefined || hasNewAddress) await passwordResetRepository.systemDelete(before._id);
    const { organizationId } = actor;
    const act = { organizationId, actor, target: { type: 'user', id: before._id } };
    if (passwordHash !== undefined) {
      const count = await sessionRepository.systemRevokeOthers(before._id, actor.credentialId);
      await recordAudit({ ...act, action: 'user.password-changed', details: { sessionsEnded: count } });
      await mails.add('password-changed', { email: changed.email });
    }
    if (hasNewAddress) {
      await recordAudit({ ...act, action: 'user.email-changed' });
      await mails.add('email-changed', { email: before.email });
    }
    return changed;
  });
}

async function requirePassword({ passwordHash }: UserDocument, password: string | undefined): Promise<void> {
  if (password === undefined)
    throw invalid('body.currentPassword', 'needed for another e-mail address or password');
  if (!(await verifyPassword(passwordHash, password)))
    throw new AppError('FORBIDDEN', 'The current password is wrong');
}
