import { isIP } from 'node:net';
import { hostOf, isAddressAllowed, isHostAllowed, type AllowedTarget } from './outbound-allow.js';
import { OutboundError } from './outbound-error.js';
import { isPublicAddress } from './public-address.js';

/** What this installation's own requests may go to. */
export interface OutboundRules {
  /** Reachable although private. */
  allow: AllowedTarget[];
  /** Other ports are reached only where `allow` names them; `null` for any. */
  ports: readonly number[] | null;
}

export const webPorts = [80, 443, 8080, 8443] as const;

const longestUrl = 2_000;
/** Whoever runs the installation may allow it; to all others this says no more than that it is not public. */
const notPublic = 'The host is not a public one; OUTBOUND_ALLOW may name it';
const refused = (message: string): OutboundError => new OutboundError('refused', message);

export const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/**
 * What can be told from an URL alone, before anything is resolved or sent. Given as text, an address must also be
 * written as it is read: `http://0x7f.1/` is refused for its notation already.
 * @throws OutboundError `refused`
 */
export function checkUrl(given: string | URL, { allow, ports }: OutboundRules): URL {
  if (String(given).length > longestUrl) throw refused(`The address is longer than ${longestUrl} characters`);
  if (!URL.canParse(String(given))) throw refused('The address is not an URL');
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused('Only addresses with http:// or https:// are fetched');
  if (url.username !== '' || url.password !== '')
    throw refused('The address must not carry a user name or password');
  const host = hostOf(url);
  const port = portOf(url);
  if (host === '') throw refused('The address names no host');
  if (typeof given === 'string' && isIP(host) === 4 && !given.includes(host))
    throw refused('The address is not written as four decimal numbers');
  if (isIP(host) > 0) checkAddress(host, { host, port }, { allow, ports });
  else if (isLocalName(host) && !isHostAllowed(allow, host, port)) throw refused(notPublic);
  if (ports && !ports.includes(port) && !isHostAllowed(allow, host, port) && !isAddressAllowed(allow, host))
    throw refused(`Port ${port} is not one that web pages are fetched from; OUTBOUND_ALLOW may name it`);
  return url;
}

/** @throws OutboundError `refused` for an address that is neither public nor allowed */
export function checkAddress(
  address: string,
  { host, port }: { host: string; port: number },
  { allow }: OutboundRules,
): void {
  if (isPublicAddress(address) || isHostAllowed(allow, host, port) || isAddressAllowed(allow, address))
    return;
  throw refused(notPublic);
}

/** Names that mean something inside a network only (RFC 6761, RFC 6762, RFC 8375 and what providers use). */
const isLocalName = (host: string): boolean =>
  !host.includes('.') || /\.(localhost|local|internal|home\.arpa|intranet|lan)$/i.test(host);
