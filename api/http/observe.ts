import { context } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { requestsInFlight, requestSeconds } from '../../platform/metrics/http.metrics.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Route } from './route.js';

/** One log line and one observation a request: the route's pattern, never the path or its query, which may carry secrets. */
export const observe =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const started = process.hrtime.bigint();
    requestsInFlight.inc();
    // What is logged at the end belongs to the request's trace, whoever tells of the end.
    const atEnd = context.bind(context.active(), () => {
      requestsInFlight.dec();
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const route = (response.locals.route as Route | undefined)?.path ?? 'unmatched';
      const status = response.writableEnded ? response.statusCode : 499;
      requestSeconds.observe({ method: request.method, route, status: String(status) }, seconds);
      const level = status >= 500 ? 'warn' : 'info';
      const ms = Math.round(seconds * 1_000);
      logger[level](
        { requestId: response.locals.requestId as string, method: request.method, route, status, ms },
        'request',
      );
    });
    response.on('close', atEnd);
    next();
  };
