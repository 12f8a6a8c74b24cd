import {
  login,
  openSession,
  presentUser,
  refreshSession,
  registerUser,
  updateProfile,
  userRepository,
  type AccessTokens,
  type OpenedSession,
} from '../../accounts/index.js';
import {
  Login,
  RefreshToken,
  RegisterUser,
  Session,
  UpdateProfile,
  User,
} from '../../contracts/identity.contract.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { deviceOf } from '../http/device.js';
import { created, ok, withCookie, type Reply } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import type { Provenance, SessionCookies } from '../http/session-cookie.js';

export interface AuthDependencies {
  tokens: AccessTokens;
  cookies: SessionCookies;
  sealer: Sealer;
  mails: MailOutbox;
}

export const createAuthRoutes = ({ tokens, cookies, sealer, mails }: AuthDependencies) => {
  /** A page of elsewhere must not put its own session into somebody's browser. */
  const mayHaveCookie = (cookie: boolean | undefined, request: Provenance): void => {
    if (cookie && request.headers.origin !== undefined) cookies.requireSameOrigin(request);
  };
  const withSession = (reply: Reply, { cookie }: OpenedSession): Reply =>
    cookie ? withCookie(reply, cookies.set(cookie)) : reply;
  return [
    defineRoute({
      surface: 'platform',
      method: 'POST',
      path: '/api/v1/auth/register',
      summary: 'Register a user',
      description: 'The user gets an organisation of their own and is signed in.',
      tag: 'Authentication',
      access: 'public',
      limit: 'auth',
      request: { body: RegisterUser },
      responses: { 201: Session },
      errors: ['CONFLICT'],
      handler: async ({ body, request }) => {
        mayHaveCookie(body.cookie, request);
        const user = await registerUser({ input: body });
        const opened = await openSession({ tokens, user, device: deviceOf(request), cookie: body.cookie });
        return withSession(created(opened.session), opened);
      },
    }),
    defineRoute({
      surface: 'platform',
      method: 'POST',
      path: '/api/v1/auth/login',
      summary: 'Sign in',
      description:
        'A user with two-factor authentication whose `totp` is missing or wrong gets the code TOTP_REQUIRED, once the password is right.',
      tag: 'Authentication',
      access: 'public',
      limit: 'auth',
      request: { body: Login },
      responses: { 200: Session },
      errors: ['UNAUTHORIZED', 'TOTP_REQUIRED'],
      handler: async ({ body, request }) => {
        mayHaveCookie(body.cookie, request);
        const opened = await login({ tokens, sealer, input: body, device: deviceOf(request) });
        return withSession(ok(opened.session), opened);
      },
    }),
    defineRoute({
      surface: 'platform',
      method: 'POST',
      path: '/api/v1/auth/refresh-token',
      summary: 'Refresh the access token',
      description:
        'The refresh token is spent. Using a spent one ends the session. A session cookie that the request carries is renewed.',
      tag: 'Authentication',
      access: 'public',
      limit: 'session',
      request: { body: RefreshToken },
      responses: { 200: Session },
      errors: ['UNAUTHORIZED'],
      handler: async ({ body, request }) => {
        mayHaveCookie(body.cookie, request);
        const cookie = { wanted: body.cookie ?? false, carried: cookies.of(request.headers) };
        const { refreshToken } = body;
        const opened = await refreshSession({ tokens, refreshToken, device: deviceOf(request), cookie });
        return withSession(ok(opened.session), opened);
      },
    }),
    defineRoute({
      surface: 'platform',
      method: 'PUT',
      path: '/api/v1/auth/me',
      summary: 'Update the current user',
      description:
        'Another e-mail address or password needs `currentPassword`. A new password ends all other sessions; null clears the name.',
      tag: 'Authentication',
      access: 'user',
      sessionOnly: true,
      limit: 'session',
      request: { body: UpdateProfile },
      responses: { 200: User },
      errors: ['CONFLICT'],
      handler: async ({ actor, body }) =>
        ok(presentUser(await updateProfile({ mails, actor, input: body }), actor.organizationId)),
    }),
    defineRoute({
      surface: 'platform',
      method: 'GET',
      path: '/api/v1/auth/me',
      summary: 'Get the current user',
      tag: 'Authentication',
      access: 'user',
      limit: 'read',
      responses: { 200: User },
      handler: async ({ actor }) => {
        const user = await userRepository.systemFind(actor.userId);
        if (!user) throw notFound('User');
        return ok(presentUser(user, actor.organizationId));
      },
    }),
  ];
};
