import { isListedHost } from '../../../platform/http/listed-hosts.js';
import { ToolError } from './tool.js';

/** The hosts that a plugin may reach: those of its own addresses, and those that it was granted. */
export const allowedHosts = (urls: readonly string[], granted: readonly string[] = []): string[] => [
  ...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host)),
  ...granted,
];

/** @throws ToolError `refused` */
export function requireAllowed(url: URL, allowed: readonly string[], what: string): void {
  if (!isListedHost(url, allowed))
    throw new ToolError('refused', `${what} ${url.host}, which is not a host that this plugin may reach`);
}
