import type { Actor, Credentials } from '../../accounts/index.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Presence } from '../../platform/redis/presence.js';
import type { InFlight } from './in-flight.js';
import type { RateLimiter } from './rate-limits.js';
import type { SessionCookies } from './session-cookie.js';

/** What the kit needs from outside. */
export interface Kit {
  logger: Logger;
  limiter: RateLimiter;
  /** Resolves who stands behind credentials. @throws AppError UNAUTHORIZED */
  authenticate(credentials: Credentials): Promise<Actor>;
  /** Who was let in before, with the rights of now. @throws AppError UNAUTHORIZED */
  confirm(actor: Actor): Promise<Actor>;
  /** On a development server whose authentication is switched off: who acts without credentials. */
  developmentActor?: () => Promise<Actor>;
  cookies: SessionCookies;
  uploadDir: string;
  /** Check answers against their schemas: on in development and tests, off where speed counts. */
  validateResponses: boolean;
  /** Aborted when the server shuts down. */
  shutdown: AbortSignal;
  /** Keeps account of work that goes on when its client has left. */
  inFlight?: InFlight;
  /** This process and how to know whether another one has died; without it only time tells. */
  process?: Presence & { id: string };
}
