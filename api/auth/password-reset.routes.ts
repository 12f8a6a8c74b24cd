import { requestPasswordReset, resetPassword } from '../../accounts/index.js';
import { Empty } from '../../contracts/common.contract.js';
import { RequestPasswordReset, ResetPassword } from '../../contracts/identity.contract.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { done } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'platform',
  method: 'POST',
  tag: 'Authentication',
  access: 'public',
  limit: 'auth',
  responses: { 200: Empty },
} as const;

export const createPasswordResetRoutes = ({ mails }: { mails: MailOutbox }) => [
  defineRoute({
    ...common,
    path: '/api/v1/auth/password-reset-request',
    summary: 'Ask for a new password',
    description:
      'Mails a token, good for one use within an hour, when the address has an account. The answer is the same when it has none. Asking again makes the token before useless.',
    request: { body: RequestPasswordReset },
    handler: async ({ body }) => {
      await requestPasswordReset({ mails, email: body.email });
      return done('If the address has an account, a message is on its way');
    },
  }),
  defineRoute({
    ...common,
    path: '/api/v1/auth/password-reset',
    summary: 'Set a new password',
    description:
      'With the token of the message. All sessions end; API keys stay. Two-factor authentication stays on.',
    request: { body: ResetPassword },
    handler: async ({ body }) => {
      await resetPassword({ mails, input: body });
      return done('The password was changed; sign in with it');
    },
  }),
];
