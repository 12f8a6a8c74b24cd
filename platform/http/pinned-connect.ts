import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { OutboundError } from './outbound-error.js';
import { checkAddress, type OutboundRules } from './outbound-rules.js';

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<ResolvedAddress[]>;

/** Opens a connection to one of these addresses and to nothing else. */
export type Connect = (
  options: buildConnector.Options,
  addresses: ResolvedAddress[],
  callback: buildConnector.Callback,
) => void;

export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/** The system's connector, whose look-up answers what was checked, whatever the name means by then. */
export const systemConnect =
  (timeoutMs: number): Connect =>
  (options, addresses, callback) => {
    const pinned: LookupFunction = (_host, { all }, done) => {
      const [first] = addresses;
      if (all) done(null, addresses);
      else if (first) done(null, first.address, first.family);
    };
    buildConnector({
      timeout: timeoutMs,
      lookup: pinned,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: 500,
    })(options, callback);
  };

export interface PinnedConnectOptions {
  rules: OutboundRules;
  resolve: Resolve;
  connect: Connect;
}

/**
 * Every new connection passes here, names and literal addresses alike: the name is resolved once, every address of it
 * is checked (one that is private refuses them all), and exactly these are connected to. A name that is answered
 * differently a moment later changes nothing.
 */
export const pinnedConnect =
  ({ rules, resolve, connect }: PinnedConnectOptions): buildConnector.connector =>
  (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const target = {
      host: host.replace(/\.+$/, ''),
      port: Number(options.port) || (options.protocol === 'https:' ? 443 : 80),
    };
    const resolved = async (): Promise<ResolvedAddress[]> => {
      const family = isIP(host);
      const addresses =
        family > 0 ? [{ address: host, family: family === 6 ? 6 : 4 } as const] : await resolve(host);
      if (addresses.length === 0) throw new OutboundError('unreachable', 'The host has no address');
      for (const { address } of addresses) checkAddress(address, target, rules);
      return addresses;
    };
    resolved().then(
      (addresses) => connect({ ...options, hostname: host }, addresses, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
