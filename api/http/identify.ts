import type { Request, Response } from 'express';
import type { Actor } from '../../accounts/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { authorize, credentialsOf } from './access.js';
import { mayBypass } from './development-access.js';
import type { Kit } from './kit.js';
import { RateLimitExceeded, type RateLimitState } from './rate-limits.js';
import type { Route } from './route.js';

/**
 * Who asks, whether there is room for another request, and whether they may.
 * Wrong credentials count against the address they come from, so that keys cannot be guessed at full speed.
 */
export async function identify(
  route: Route,
  request: Request,
  response: Response,
  { kit, parseBody }: { kit: Kit; parseBody: (request: Request, response: Response) => Promise<void> },
): Promise<Actor | null> {
  const address = `ip:${request.ip ?? 'unknown'}`;
  let actor: Actor | null = null;
  let refused: unknown;
  try {
    if (route.access !== 'public') actor = await authenticate(request, response, kit);
  } catch (error) {
    refused = error;
  }
  // A limit for each end user has to know who it is; strangers do not get their body read for it. A body that cannot be
  // read counts too.
  if (actor && route.limitKey)
    await parseBody(request, response).catch((error: unknown) => (refused = error));
  const part = actor && !refused ? route.limitKey?.(request) : undefined;
  const caller = actor ? callerOf(actor) : address;
  try {
    const state = await kit.limiter.consume(route.limit, {
      caller: part ? `${caller}:${part}` : caller,
      organization: actor?.organizationId,
    });
    setRateLimitHeaders(response, state);
  } catch (error) {
    if (error instanceof RateLimitExceeded) setRateLimitHeaders(response, error.state);
    throw error;
  }
  if (refused) throw refused as Error;
  authorize(route, actor);
  return actor;
}

/** A user has one limit however many sessions they have, and each of their keys one of its own. */
const callerOf = ({ via, userId, credentialId }: Actor): string =>
  via === 'session' ? `user:${userId}` : `key:${credentialId}`;

/** A body may be sent as slowly as a caller likes; after so long what was true at its beginning is asked again. */
const trustedMs = 1_000;

/**
 * Who asks, once the body is there: whoever was let in may have been put out while it came, and must not act with the
 * rights of before. @throws AppError UNAUTHORIZED, FORBIDDEN
 */
export async function confirmed(
  admitted: Actor | null,
  { route, kit, since }: { route: Route; kit: Kit; since: number },
): Promise<Actor | null> {
  if (!admitted || performance.now() - since < trustedMs) return admitted;
  const actor = await kit.confirm(admitted);
  authorize(route, actor);
  return actor;
}

/** `null` for a request without credentials. @throws AppError UNAUTHORIZED, FORBIDDEN for a change by cookie from elsewhere */
async function authenticate(request: Request, response: Response, kit: Kit): Promise<Actor | null> {
  const credentials = credentialsOf(request.headers, kit.cookies);
  if (!credentials) return kit.developmentActor && mayBypass(request) ? kit.developmentActor() : null;
  if (credentials.kind !== 'cookie') return kit.authenticate(credentials);
  if (!safeMethods.has(request.method)) kit.cookies.requireSameOrigin(request);
  return kit.authenticate(credentials).catch((error: unknown) => {
    // The session is over: the browser need not send its cookie again.
    if (error instanceof AppError && error.code === 'UNAUTHORIZED')
      response.append('Set-Cookie', kit.cookies.clear());
    throw error;
  });
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function setRateLimitHeaders(response: Response, state: RateLimitState): void {
  response.set({
    'X-RateLimit-Limit': String(state.limit),
    'X-RateLimit-Remaining': String(state.remaining),
    'X-RateLimit-Reset': String(state.reset),
  });
}
