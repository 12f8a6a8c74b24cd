import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSite } from '../doubles/web-site.js';
import { startSite } from '../helpers/sites.js';

/** What a world needs of the web: a receiver of webhooks, a page, a service that knows orders. */
export const startContractSite = (): Promise<WebSite> =>
  startSite({
    '/hook': '',
    '/page': '<title>Fares</title><p>A ticket costs three francs.</p>',
    // Whoever fetches this is at work for a while, and tires nobody.
    '/slow': async (_, response) => {
      await sleep(2_000, undefined, { ref: false });
      response.end('<title>Fares</title><p>A ticket costs three francs.</p>');
    },
    '/orders/17': { headers: { 'content-type': 'application/json' }, body: '{"state":"shipped"}' },
  });
