import { OutboundError } from './outbound-error.js';
import type { Hop } from './guarded-fetch.types.js';

/** What is meant for one origin only. */
const alwaysCredentials = ['authorization', 'cookie', 'proxy-authorization', 'x-api-key'];
const ofBody = ['content-type', 'content-length', 'content-encoding'];

/**
 * The request that a redirect asks for, `null` when the answer is none. As browsers do (Fetch, 4.4): 303 always, 301
 * and 302 after a POST become a GET. @throws OutboundError for a target that is no URL, or leaves encryption
 */
export function nextHop(
  hop: Hop,
  {
    status,
    location,
    credentials = [],
  }: { status: number; location?: string; credentials?: readonly string[] },
): Hop | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  if (!URL.canParse(location, hop.url.href))
    throw new OutboundError('protocol', 'The address redirects to what is no URL');
  const url = new URL(location, hop.url);
  url.hash = '';
  if (hop.url.protocol === 'https:' && url.protocol === 'http:')
    throw new OutboundError('refused', 'The address redirects from https to http');
  const isPlain =
    (status === 303 && hop.method !== 'HEAD') ||
    ((status === 301 || status === 302) && hop.method === 'POST');
  const ofOrigin = [...alwaysCredentials, ...credentials.map((name) => name.toLowerCase())];
  const dropped = [...(url.origin === hop.url.origin ? [] : ofOrigin), ...(isPlain ? ofBody : [])];
  return {
    url,
    method: isPlain ? 'GET' : hop.method,
    headers: Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !dropped.includes(name))),
    body: isPlain ? undefined : hop.body,
  };
}
