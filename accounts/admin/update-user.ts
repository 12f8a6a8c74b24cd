import type { UpdateUser } from '../../contracts/admin.contract.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { passwordResetRepository } from '../password-reset/password-reset.repository.js';
import { sessionRepository } from '../sessions/session.repository.js';
import type { UserDocument } from '../users/user.model.js';
import { loginKey, userRepository } from '../users/user.repository.js';
import { asAdministrator, requireAnotherAdministrator } from './administrators.js';

/**
 * Changes an account. Sessions and keys of a suspended user stop at once; their keys work again when the user is active
 * again, sessions do not. @throws AppError NOT_FOUND, CONFLICT for what is taken, the last administrator, and a user
 * who is being deleted
 */
export const updateUser = ({
  mails,
  actor,
  id,
  input,
}: {
  mails: MailOutbox;
  actor: Actor;
  id: string;
  input: UpdateUser;
}): Promise<UserDocument> =>
  asAdministrator(actor, async () => {
    const before = await userRepository.systemFind(id);
    if (!before) throw notFound('User');
    if (before.status === 'deleting') throw conflict('The user is being deleted');
    const { role = before.role, status = before.status } = input;
    const runsIt = before.role === 'admin' && before.status === 'active';
    if (runsIt && (role !== 'admin' || status !== 'active')) await requireAnotherAdministrator(id);
    const user = await userRepository.systemUpdate(id, input);
    if (!user) throw notFound('User');
    if (status === 'suspended') await sessionRepository.systemRevokeAll(id);
    await follow({ mails, actor, before, user });
    return user;
  });

/** What a change entails, and its entries in the log. */
async function follow({
  mails,
  actor,
  before,
  user,
}: {
  mails: MailOutbox;
  actor: Actor;
  before: UserDocument;
  user: UserDocument;
}): Promise<void> {
  const act = { organizationId: null, actor, target: { type: 'user', id: user._id } };
  if (before.role !== user.role)
    await recordAudit({ ...act, action: 'user.role-changed', details: { from: before.role, to: user.role } });
  if (before.status !== user.status)
    await recordAudit({
      ...{ ...act, action: 'user.status-changed' },
      details: { from: before.status, to: user.status },
    });
  if (loginKey(before.email) !== loginKey(user.email)) {
    await passwordResetRepository.systemDelete(user._id);
    await mails.add('email-changed', { email: before.email });
    await recordAudit({ ...act, action: 'user.email-changed' });
  }
  const fields = (['username', 'name'] as const).filter((field) => before[field] !== user[field]);
  if (fields.length > 0)
    await recordAudit({ ...act, action: 'user.updated', details: { fields: [...fields] } });
}
