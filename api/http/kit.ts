import type { Actor } from '../../accounts/index.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Credentials } from './access.js';
import type { RateLimiter } from './rate-limits.js';

/** What the kit needs from outside. */
export interface Kit {
  logger: Logger;
  limiter: RateLimiter;
  /** Resolves who stands behind credentials. @throws AppError UNAUTHORIZED */
  authenticate(credentials: Credentials): Promise<Actor>;
  uploadDir: string;
  /** Check answers against their schemas: on in development and tests, off where speed counts. */
  validateResponses: boolean;
  /** Aborted when the server shuts down. */
  shutdown: AbortSignal;
}
