import ipaddr from 'ipaddr.js';

/** What may be reached although it is not public: a host by name or address, perhaps one port of it, or a range. */
export type AllowedTarget =
  | { kind: 'host'; host: string; port: number | null }
  | { kind: 'range'; range: [ipaddr.IPv4 | ipaddr.IPv6, number] };

/** Reads a comma-separated list such as `wiki.intern, 127.0.0.1:8080, 10.1.0.0/16`. @throws Error naming the first entry that is none */
export const parseOutboundAllow = (text: string): AllowedTarget[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map(parseEntry);

function parseEntry(entry: string): AllowedTarget {
  if (entry.includes('/')) {
    if (!ipaddr.isValidCIDR(entry)) throw new Error(`"${entry}" is not a range such as 10.0.0.0/8`);
    return { kind: 'range', range: ipaddr.parseCIDR(entry) };
  }
  if (ipaddr.IPv6.isValid(entry)) return { kind: 'host', host: ipaddr.parse(entry).toString(), port: null };
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?$/i.exec(entry);
  const port = match?.[2] === undefined ? null : Number(match[2]);
  // An URL parser reads host names and addresses in every notation as the client will.
  if (!match?.[1] || port === 0 || (port ?? 0) > 65_535 || !URL.canParse(`http://${match[1]}`))
    throw new Error(`"${entry}" is not a host, a host:port or a range of addresses`);
  return { kind: 'host', host: hostOf(new URL(`http://${match[1]}`)), port };
}

/** The host of an URL, without the brackets of IPv6 and the last dots of a full name. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');

export const isHostAllowed = (allow: AllowedTarget[], host: string, port: number): boolean =>
  allow.some(
    (target) =>
      target.kind === 'host' && target.host === host && (target.port === null || target.port === port),
  );

export function isAddressAllowed(allow: AllowedTarget[], text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  return allow.some(
    (target) =>
      target.kind === 'range' && target.range[0].kind() === address.kind() && address.match(target.range),
  );
}
