import type { ErrorRequestHandler } from 'express';
import { httpStatus } from '../../contracts/errors.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Route } from './route.js';
import { RequestInProgress } from './idempotency.js';
import { surfaces, type SurfaceName } from './surfaces.js';

/** Unknown errors are logged and answered without their text. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { name, code } = error as { name?: string; code?: unknown };
  const storeIsAway = /^Mongo(ServerSelection|Network|NetworkTimeout|NotConnected|PoolCleared)/.test(
    name ?? '',
  );
  if (storeIsAway || code === 'ECONNREFUSED') {
    return new AppError('SERVICE_UNAVAILABLE', 'A service that is needed does not answer; try again soon', {
      cause: error,
      retryAfter: 5,
    });
  }
  if (code === 'ENOSPC') {
    return new AppError('SERVICE_UNAVAILABLE', 'There is no space left on the disk of the server', {
      cause: error,
    });
  }
  return new AppError('SERVER_ERROR', 'Internal server error', { cause: error });
}

/** Renders an error in the envelope of the surface that the route (or, without one, the path) belongs to. */
export function createErrorHandler({
  logger,
  publicUrl,
}: {
  logger: Logger;
  publicUrl: () => string;
}): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = toAppError(thrown);
    const route = response.locals.route as Route | undefined;
    const requestId = response.locals.requestId as string;
    if (error.code === 'SERVER_ERROR')
      logger.error({ err: error.cause ?? error, requestId, path: route?.path }, 'request failed');
    if (error.code === 'SERVICE_UNAVAILABLE')
      logger.warn({ err: error.cause ?? error, requestId }, 'service unavailable');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error.retryAfter !== undefined) response.set('Retry-After', String(Math.ceil(error.retryAfter)));
    if (error instanceof RequestInProgress && error.location) response.set('Location', error.location);
    if (error.code === 'UNAUTHORIZED') response.set('WWW-Authenticate', 'Bearer');
    const sentence = route?.sentences?.[error.code];
    const told = sentence ? new AppError(error.code, sentence, error) : error;
    const context = { requestId, documentationUrl: `${publicUrl()}/docs/errors` };
    response
      .status(httpStatus[error.code])
      .json(surfaces[surfaceOf(route, request.path)].failure(told, context));
  };
}

const aiPaths = /^\/api\/(ai|search|moderation|admin)(\/|$)/;

const surfaceOf = (route: Route | undefined, path: string): SurfaceName =>
  route?.surface ?? (aiPaths.test(path) ? 'ai' : path.startsWith('/oauth') ? 'community' : 'platform');
