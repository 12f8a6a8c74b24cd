import { Webhook } from 'standardwebhooks';
import type { SiteRequest, WebSite } from '../doubles/web-site.js';
import type { TestClient } from './client.js';
import { data, type Member } from './given.js';
import { until } from './until.js';

/** As a receiver would check a request; a secret of one's own is a key as it is. @throws Error for a wrong signature */
export const verified = (request: SiteRequest, secret: string) =>
  new Webhook(secret, secret.startsWith('whsec_') ? {} : { format: 'raw' }).verify(
    request.body,
    request.headers as Record<string, string>,
    // Parsed, as receivers want it.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
  ) as any;

export const hookPath = '/api/v1/webhooks';

export const createWebhook = async (
  { client }: Pick<Member, 'client'>,
  site: WebSite,
  values: object = {},
  path = '/hook',
) => data(await client.post(hookPath, { url: site.url(path), events: ['*'], ...values }), 201);

/** The log of a webhook, oldest first, as soon as nothing in it waits and it has so many entries. */
export async function settledLog(client: TestClient, webhookId: string, size: number) {
  // Entries of any shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  let log: any[] = [];
  await until(
    async () => {
      const path = `${hookPath}/${webhookId}/deliveries?limit=100&sort=createdAt:asc`;
      log = data(await client.get(path));
      return log.length >= size && log.every(({ state }) => state !== 'pending');
    },
    { everyMs: 100 },
  );
  return log;
}

/** What a receiver noted of the requests to a path, as the log tells of attempts. */
export const ledgerOf = (site: WebSite, path = '/hook') =>
  site.requests
    .filter((request) => request.path === path)
    .map(({ headers, body }) => ({ id: headers['webhook-id'], type: JSON.parse(body).type as string }));

/** The same of a log. */
export const attemptsIn = (log: { eventId: string; type: string; attempts: unknown[] }[]) =>
  log.flatMap(({ eventId, type, attempts }) => attempts.map(() => ({ id: eventId, type })));
