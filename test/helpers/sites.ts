import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSite, type Page } from '../doubles/web-site.js';
import { freePort } from './platform.js';

/** More than all tests together have sites. */
const sitePorts = 400;

/** Ports that the shared platform may fetch from; each test's site listens on one of its own. */
export async function reserveSitePorts(): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < sitePorts) ports.add(await freePort());
  return [...ports];
}

/** A web site that the shared platform may fetch from. */
export async function startSite(pages: Record<string, Page> = {}): Promise<WebSite> {
  for (const port of (process.env.TEST_SITE_PORTS ?? '').split(',').filter(Boolean).map(Number)) {
    if (!(await isFirst(port))) continue;
    try {
      return await new WebSite(pages).start(port);
    } catch (error) {
      // Somebody else has taken it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  throw new Error(
    'no port is left that the platform may fetch from; end-to-end tests are run with `npm test`',
  );
}

/** The platform remembers the rules of a site for an hour: no site may follow another one at its address. */
const isFirst = (port: number): Promise<boolean> =>
  mkdir(join(process.env.TEST_PLATFORM_DATA ?? '', `site-${port}`)).then(
    () => true,
    () => false,
  );
