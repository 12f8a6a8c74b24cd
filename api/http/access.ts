import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, Credentials } from '../../accounts/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { scopeOf, type Route } from './route.js';
import type { SessionCookies } from './session-cookie.js';

/**
 * The credentials of a request: `Authorization: Bearer` with an access token or a key, `X-API-Key`, or the session
 * cookie. What a caller chose to send goes before what a browser sends by itself.
 */
export function credentialsOf(headers: IncomingHttpHeaders, cookies: SessionCookies): Credentials | null {
  const { authorization } = headers;
  const key = headers['x-api-key'];
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw unauthorized('Expected Authorization: Bearer <token>');
    return token.startsWith('plx_') ? { kind: 'api-key', key: token } : { kind: 'token', token };
  }
  if (typeof key === 'string') return { kind: 'api-key', key };
  const cookie = cookies.of(headers);
  return cookie === null ? null : { kind: 'cookie', token: cookie };
}

export const unauthorized = (message = 'Authentication required'): AppError =>
  new AppError('UNAUTHORIZED', message);

/** Checks what the route demands of its caller before anything is read. @throws AppError UNAUTHORIZED or FORBIDDEN */
export function authorize(route: Route, actor: Actor | null): void {
  if (route.access === 'public') return;
  if (!actor) throw unauthorized();
  const refuse = (message: string): never => {
    throw new AppError('FORBIDDEN', message);
  };
  if (route.access === 'moderator' && !actor.isModerator()) refuse('This needs a moderator');
  if (route.access === 'admin' && !actor.isAdministrator()) refuse('This needs an administrator');
  if (route.sessionOnly && actor.via !== 'session')
    refuse('This needs a signed-in user; API keys are refused');
  const scope = scopeOf(route);
  const { alternativeScope } = route;
  const isAllowed = actor.hasScope(scope) || (alternativeScope && actor.hasScope(alternativeScope));
  if (!isAllowed) refuse(`The API key lacks the scope ${scope}`);
  if (route.organizationRole) actor.requireMembership(route.organizationRole);
}
