import type { Request, Response } from 'express';
import type { Actor } from '../../accounts/index.js';
import { authorize, credentialsOf } from './access.js';
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
    const credentials = credentialsOf(request.headers);
    if (credentials && route.access !== 'public') actor = await kit.authenticate(credentials);
  } catch (error) {
    refused = error;
  }
  // A limit for each end user has to know who it is; strangers do not get their body read for it. A body that cannot be
  // read counts too.
  if (actor && route.limitKey)
    await parseBody(request, response).catch((error: unknown) => (refused = error));
  const part = actor && !refused ? route.limitKey?.(request) : undefined;
  const caller = actor ? `${actor.via}:${actor.credentialId}` : address;
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

export function setRateLimitHeaders(response: Response, state: RateLimitState): void {
  response.set({
    'X-RateLimit-Limit': String(state.limit),
    'X-RateLimit-Remaining': String(state.remaining),
    'X-RateLimit-Reset': String(state.reset),
  });
}
