import cors from 'cors';
import express, { type Express } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { createAdmission, type Capacity } from './admission.js';
import { createErrorHandler } from './errors.js';
import { baseHeaders, readablePath } from './headers.js';
import { observe } from './observe.js';
import { setRateLimitHeaders } from './identify.js';
import type { Kit } from './kit.js';
import { createPipeline } from './pipeline.js';
import { RateLimitExceeded } from './rate-limits.js';
import type { Route } from './route.js';
import { traceRequest } from './trace-request.js';

export interface AppOptions extends Kit {
  routes: Route[];
  corsOrigins: string[];
  trustProxy: number;
  capacity: Capacity;
  publicUrl: () => string;
  /** Further pages that are not operations: documentation, the web face. */
  pages?: (app: Express, kit: Kit) => void;
}

/** The Express application: every operation comes from a declared route. */
export function createApp({
  routes,
  corsOrigins,
  trustProxy,
  capacity,
  publicUrl,
  pages,
  ...kit
}: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'weak');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustProxy);
  app.use(baseHeaders, traceRequest, observe(kit.logger), cors(corsOptions(corsOrigins)), readablePath);
  app.use(createAdmission(capacity));
  for (const route of routes) {
    const handle = createPipeline(route, kit);
    app[methodOf(route)](route.path, (request, response, next) => {
      response.locals.route = route;
      return handle(request, response, next);
    });
  }
  pages?.(app, kit);
  app.use(nothingHere(routes, kit));
  app.use(createErrorHandler({ logger: kit.logger, publicUrl }));
  return app;
}

const methodOf = (route: Route) => route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';

const corsOptions = (origins: string[]) => ({
  origin: origins.includes('*') ? '*' : origins,
  // A page of any origin may not read what a cookie opens.
  credentials: origins.length > 0 && !origins.includes('*'),
  exposedHeaders: [
    'X-Request-Id',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'Retry-After',
    'ETag',
    'Location',
  ],
  maxAge: 600,
});

/** 405 with the allowed methods where the path exists, otherwise 404; both count as reads. */
function nothingHere(routes: Route[], kit: Kit): express.RequestHandler {
  const patterns = routes.map(({ path, method }) => ({
    method,
    pattern: new RegExp(`^${path.replace(/[.]/g, String.raw`\.`).replace(/:\w+/g, '[^/]+')}/?$`, 'i'),
  }));
  return async (request, response, next) => {
    try {
      setRateLimitHeaders(
        response,
        await kit.limiter.consume('read', { caller: `ip:${request.ip ?? 'unknown'}` }),
      );
    } catch (error) {
      if (error instanceof RateLimitExceeded) setRateLimitHeaders(response, error.state);
      next(error);
      return;
    }
    const allowed = patterns
      .filter(({ pattern }) => pattern.test(request.path))
      .map(({ method }) => method as string);
    if (allowed.length === 0) return next(new AppError('NOT_FOUND', 'There is nothing at this address'));
    if (allowed.includes('GET')) allowed.push('HEAD');
    response.set('Allow', [...new Set(allowed)].join(', '));
    next(new AppError('METHOD_NOT_ALLOWED', `This address accepts ${allowed.join(', ')}`));
  };
}
