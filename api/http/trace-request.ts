import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { tracer } from '../../platform/telemetry/span.js';
import type { Route } from './route.js';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * The server's span of a request, below the caller's when a `traceparent` came with it. It knows the route's pattern,
 * never the path, the query, headers or bodies.
 */
export const traceRequest: RequestHandler = (request, response, next) => {
  const method = methods.has(request.method) ? request.method : '_OTHER';
  const caller = propagation.extract(context.active(), request.headers);
  const attributes = {
    'http.request.method': method,
    'url.scheme': request.protocol,
    'network.protocol.version': request.httpVersion,
  };
  const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, caller);
  response.on('close', () => {
    const route = (response.locals.route as Route | undefined)?.path;
    const status = response.writableEnded ? response.statusCode : 499;
    if (route) span.updateName(`${method} ${route}`).setAttribute('http.route', route);
    span.setAttribute('http.response.status_code', status);
    if (status >= 500)
      span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
    span.end();
  });
  context.with(trace.setSpan(caller, span), next);
};
