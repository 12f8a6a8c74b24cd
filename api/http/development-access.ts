import type { Request } from 'express';
import { isLoopback } from '../../platform/config/store-urls.js';
import { ownOrigin } from './session-cookie.js';

const isLoopbackAddress = (address: string): boolean => /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/.test(address);

/**
 * Whether a request without credentials may pass on a server whose authentication is switched off: it comes from this
 * machine, was addressed to this machine by name (a foreign name that resolves here is another page's trick), and no
 * page of another origin sent it.
 */
export function mayBypass(request: Request): boolean {
  const { headers, socket } = request;
  const { host = '', origin, forwarded, via } = headers;
  const forwardedFor = String(headers['x-forwarded-for'] ?? '');
  const addresses = [socket.remoteAddress ?? '', ...forwardedFor.split(',')].map((one) => one.trim());
  const hosts = [host, String(headers['x-forwarded-host'] ?? host)];
  const site = headers['sec-fetch-site'];
  return (
    // A proxy on this machine speaks for callers elsewhere, however it says so.
    forwarded === undefined &&
    via === undefined &&
    isLoopbackAddress(String(headers['x-real-ip'] ?? '127.0.0.1')) &&
    addresses.every((address, index) => isLoopbackAddress(address) || (index > 0 && address === '')) &&
    hosts.every((one) => URL.canParse(`http://${one}`) && isLoopback(new URL(`http://${one}`).hostname)) &&
    (origin === undefined || origin === ownOrigin(request)) &&
    (site === undefined || site === 'same-origin' || site === 'none')
  );
}
