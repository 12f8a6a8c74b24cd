import type { MailComposer } from '../../platform/mail/mail.js';
import { makeResetToken } from '../password-reset/make-reset-token.js';

const letter = (...paragraphs: string[]): string => `${paragraphs.join('\n\n')}\n`;

/**
 * A name that somebody else chose, in a message of ours: one line, shown as it runs, and nothing that a mail program makes an
 * address of. Otherwise an invitation would send strangers whatever an organisation is called.
 */
export const quotedName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[:/\\]{2,}|(?<=\S)\.(?=\p{L})/gu, ' ')
    .trim();

/** The messages about accounts, by their templates. */
export const createAccountMails = ({ publicUrl }: { publicUrl: string }): Record<string, MailComposer> => ({
  'password-reset': async ({ email = '', requestedAt = '' }) => {
    const made = await makeResetToken({ email, requestedAt: new Date(requestedAt) });
    if (!made) return null;
    const { user, token } = made;
    return {
      to: user.email,
      subject: 'Choose a new password',
      text: letter(
        `Somebody, probably you, asked for a new password for ${user.username} at ${publicUrl}.`,
        `Your token, good for one hour and one use:\n\n${token}`,
        `Send it with the new password to ${publicUrl}/api/v1/auth/password-reset as {"token": "…", "password": "…"}.`,
        'If it was not you, ignore this message: nothing changes without the token.',
      ),
    };
  },
  'password-changed': async ({ email = '' }) => ({
    to: email,
    subject: 'Your password was changed',
    text: letter(
      `The password of your account at ${publicUrl} was changed just now, and other sessions were ended.`,
      'If it was not you, ask for a password reset and tell your administrator.',
    ),
  }),
  'email-changed': async ({ email = '' }) => ({
    to: email,
    subject: 'Your e-mail address was changed',
    text: letter(
      `Your account at ${publicUrl} has another e-mail address from now on; this is the last message to this one.`,
      'If it was not you, tell your administrator.',
    ),
  }),
  invitation: async ({ email = '', organization = '', role = '', token = '' }) => ({
    to: email,
    subject: 'You are invited',
    text: letter(
      `You are invited to join "${quotedName(organization)}" at ${publicUrl} as ${role}.`,
      `Your token, good for seven days:\n\n${token}`,
      `Register at ${publicUrl} with this e-mail address or sign in, then send the token to ${publicUrl}/api/v1/organization/invitations/accept as {"token": "…"}.`,
    ),
  }),
});
