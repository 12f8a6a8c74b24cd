import { isRemote } from '../config/store-urls.js';

export interface SmtpSettings {
  /** For the connection; without the sender. */
  url: string;
  host: string;
  /** Who the messages are from. */
  from: string;
  requireTLS: boolean;
}

/**
 * Takes `smtp://USER:PASSWORD@HOST:PORT?from=bot@example.org` apart. Without `from` the sender is `no-reply` at the public
 * address; in production a server on another machine must speak TLS, by `smtps:` or STARTTLS, unless the URL says
 * `requireTLS=false`.
 */
export function parseSmtpUrl(
  smtpUrl: string,
  { publicUrl, production }: { publicUrl: string; production: boolean },
): SmtpSettings {
  const url = new URL(smtpUrl);
  const { hostname } = url;
  const from = url.searchParams.get('from') ?? `no-reply@${senderDomain(publicUrl)}`;
  const wish = url.searchParams.get('requireTLS');
  for (const name of ['from', 'requireTLS']) url.searchParams.delete(name);
  return {
    url: url.toString(),
    host: hostname,
    from,
    requireTLS:
      wish === null ? production && url.protocol === 'smtp:' && isRemote(hostname) : wish !== 'false',
  };
}

/** An address must have a name behind its @; an installation without one is tried out locally. */
function senderDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(hostname) ? hostname : 'localhost.localdomain';
}
