import { hostOf } from './outbound-allow.js';
import { portOf } from './outbound-rules.js';

/** A host, perhaps with all below it (`*.example.org`) and with a port: `api.example.org`, `127.0.0.1:8080`. */
const entry = /^(\*\.)?([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i;

export const isHostEntry = (text: string): boolean => entry.test(text.trim());

/**
 * Whether an address goes to one of these hosts. One that is listed without a port is meant at the ports of http and
 * https only.
 */
export const isListedHost = (url: URL, hosts: readonly string[]): boolean =>
  hosts.some((text) => {
    const [, below, name = '', port] = entry.exec(text.trim().toLowerCase()) ?? [];
    if (name === '' || (port === undefined ? url.port !== '' : Number(port) !== portOf(url))) return false;
    const host = hostOf(url).toLowerCase();
    const listed = name.replace(/^\[|\]$/g, '');
    return below ? host.endsWith(`.${listed}`) : host === listed;
  });
