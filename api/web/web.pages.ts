import type { Express, Request, RequestHandler, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import precompressed from 'express-static-gzip';

/** What is served here by others: there an unknown address is an error of the API, whoever asks. */
const reserved = /^\/(api|oauth|health|docs|redoc|openapi\.json|assets|local-sign-in)(\/|$)/i;

/**
 * The dashboard: its page at `/` and wherever else a browser goes to, its assets under names that change with their content.
 *
 * @param folder what `npm run build` made of `web/dashboard`
 */
export function mountWeb(app: Express, folder: string): void {
  const page = readPage(folder);
  if (page !== null) mountFiles(app, folder);
  app.get('/{*path}', (request, response, next) => {
    if (!isNavigation(request)) return next();
    if (page !== null) sendPage(response, page);
    else
      response
        .status(503)
        .type('text/plain')
        .send('The dashboard has not been built. `npm run build` builds it; the API is served without it.\n');
  });
}

/** Whether somebody opens a page: they ask for HTML, at an address that is neither a file nor the API. */
function isNavigation(request: Request): boolean {
  const { path } = request;
  if (path === '/') return request.accepts(['html', 'json']) === 'html';
  const asksForHtml = (request.get('Accept') ?? '').includes('text/html');
  const isFile = path.slice(path.lastIndexOf('/')).includes('.');
  return asksForHtml && !isFile && !reserved.test(path);
}

const readPage = (folder: string): string | null => {
  const file = join(folder, 'index.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

function mountFiles(app: Express, folder: string): void {
  const serve = (from: string, caching: { maxAge: string | number; immutable?: boolean }): RequestHandler =>
    precompressed(from, {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { redirect: false, ...caching },
    });
  app.use('/assets', serve(join(folder, 'assets'), { maxAge: '1y', immutable: true }), asIfUncompressed);
  // The few that have to keep their names are asked for again each time, and mostly unchanged.
  app.get(['/favicon.svg', '/scheme.js'], serve(folder, { maxAge: 0 }), asIfUncompressed);
}

/** A newer build has taken the place of the file: what is answered instead is not compressed. */
const asIfUncompressed: RequestHandler = (_request, response, next) => {
  response.removeHeader('Content-Encoding');
  next();
};

/**
 * Scripts come from this server only, none stands in the page. Styles that scripts write into it carry the nonce of this very
 * answer; what React sets on an element is not touched by a policy.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

function sendPage(response: Response, page: string): void {
  const nonce = randomBytes(16).toString('base64');
  response
    .set({
      'Content-Security-Policy': policyOf(nonce),
      // Addresses within the dashboard name what somebody works on.
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
      Vary: 'Accept',
    })
    .type('html')
    .send(page.replaceAll('%NONCE%', nonce));
}
