import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '../../accounts/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { scopeOf, type Route } from './route.js';

export type Credentials = { kind: 'token'; token: string } | { kind: 'api-key'; key: string };

/** The credentials of a request: `Authorization: Bearer` with an access token or a key, or `X-API-Key`. */
export function credentialsOf(headers: IncomingHttpHeaders): Credentials | null {
  const { authorization } = headers;
  const key = headers['x-api-key'];
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw unauthorized('Expected Authorization: Bearer <token>');
    return token.startsWith('plx_') ? { kind: 'api-key', key: token } : { kind: 'token', token };
  }
  if (typeof key === 'string') return { kind: 'api-key', key };
  return null;
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
  if (!actor.hasScope(scope)) refuse(`The API key lacks the scope ${scope}`);
  if (route.organizationRole) actor.requireMembership(route.organizationRole);
}
