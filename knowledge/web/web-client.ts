import type { GuardedFetch, GuardedResponse } from '../../platform/http/guarded-fetch.types.js';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { readSitemaps } from './sitemaps.js';
import { createVisitor, isPassing, mayPass, NotAllowed } from './visitor.js';

export interface PageQuery {
  url: string;
  etag: string | null;
  lastModified: string | null;
  /** Content types that can be taken in. */
  accept: readonly string[];
  /** Whether a redirect may be followed to there. */
  mayFollow(url: URL): boolean;
  signal: AbortSignal;
}

export type PageAnswer =
  | { kind: 'page'; response: GuardedResponse }
  | { kind: 'unchanged' }
  | { kind: 'gone'; status: number }
  /** `lasting`: asking again later will not change it. */
  | { kind: 'refused'; reason: string; lasting: boolean };

export interface WebClient {
  page(query: PageQuery): Promise<PageAnswer>;
  /** Addresses of a site's sitemaps, at most `limit`. */
  sitemap(site: URL, options: { limit: number; signal: AbortSignal }): Promise<string[]>;
}

/** Fetches pages and tells plainly what came of it. */
export function createWebClient({
  fetch,
  pauseMs = 100,
}: {
  fetch: GuardedFetch;
  /** Between two requests to a host that asks for nothing else. */
  pauseMs?: number;
}): WebClient {
  const visitor = createVisitor({ fetch, pauseMs });
  return {
    sitemap: (site, options) => readSitemaps(visitor, site, options),
    async page({ url: address, etag, lastModified, accept, mayFollow, signal }) {
      const headers = {
        accept: `${accept.join(', ')}, */*;q=0.1`,
        ...(etag ? { 'if-none-match': etag } : {}),
        ...(lastModified ? { 'if-modified-since': lastModified } : {}),
      };
      const onRedirect = ({ url }: { url: URL }): void => {
        if (!mayFollow(url)) throw new NotAllowed('The address leads to another site', true);
      };
      try {
        return judged(await visitor.visit({ url: new URL(address), headers, accept, onRedirect, signal }));
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (error instanceof NotAllowed) return refusal(error.message, error.lasting);
        if (!(error instanceof OutboundError)) throw error;
        return refusal(error.message, !isPassing(error));
      }
    },
  };
}

const refusal = (reason: string, lasting: boolean): PageAnswer => ({ kind: 'refused', reason, lasting });

function judged(response: GuardedResponse): PageAnswer {
  const { status } = response;
  if (status === 304) return { kind: 'unchanged' };
  if (status === 404 || status === 410) return { kind: 'gone', status };
  if (status >= 200 && status < 300) return { kind: 'page', response };
  if (status === 401 || status === 403) return refusal(`The site refuses access (${status})`, true);
  return refusal(`The site answers ${status}`, !mayPass(status));
}
