import type { MailOutbox } from '../../platform/mail/mail-outbox.js';

/**
 * Notes that somebody wants a new password. Whether the address has an account is looked up when the message is made: the
 * request does the same for every address, in the same time.
 */
export const requestPasswordReset = ({ mails, email }: { mails: MailOutbox; email: string }): Promise<void> =>
  mails.add('password-reset', { email, requestedAt: new Date().toISOString() });
