import ipaddr from 'ipaddr.js';

/** Addresses in public ranges that answer inside a provider's network only: metadata and keys are given out there. */
const providersOwn = new Set(['168.63.129.16', '169.254.169.254', '100.100.100.200', 'fd00:ec2::254']);

/** All of IPv6 that is routed in public; what embeds an IPv4 address in it has a range name of its own. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True for an address that anybody on the Internet could reach. Whatever reaches IPv4 through IPv6 (mapped, translated,
 * NAT64, 6to4, Teredo) counts as not public, as it can name any machine. The special ranges are those of IANA's
 * registries (RFC 6890), as ipaddr.js knows them.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast' || providersOwn.has(address.toString())) return false;
  return address.kind() === 'ipv4' || address.match(globalUnicast);
}
