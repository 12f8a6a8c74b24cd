import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** The documented values, on every answer. */
const securityHeaders = {
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains; preload',
  'Content-Security-Policy': "default-src 'self'; script-src 'self' 'unsafe-inline'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'X-XSS-Protection': '1; mode=block',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'geolocation=(), microphone=(), camera=()',
};

const acceptableRequestId = /^[A-Za-z0-9._-]{1,64}$/;

/** Names the request (a caller's own id is kept when it is harmless) and sets the security headers. */
export const baseHeaders: RequestHandler = (request, response, next) => {
  const given = request.get('X-Request-Id');
  const requestId = given && acceptableRequestId.test(given) ? given : `req_${randomUUID()}`;
  response.locals.requestId = requestId;
  response.set(securityHeaders).set('X-Request-Id', requestId);
  next();
};

/** A path with broken percent-escapes is taken literally: a malformed id is then as absent as any other. */
export const readablePath: RequestHandler = (request, _response, next) => {
  const [path = '', ...query] = request.url.split('?');
  try {
    decodeURIComponent(path);
  } catch {
    request.url = [path.replaceAll('%', '%25'), ...query].join('?');
  }
  next();
};
