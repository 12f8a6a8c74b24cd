import type { Request } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import type { SessionCookie } from '../../accounts/index.js';
import { AppError } from '../../platform/errors/app-error.js';

const name = 'nhost-session';

/** Where a request comes from, as far as the browser tells. */
export type Provenance = Pick<Request, 'headers' | 'protocol' | 'host'>;

export interface SessionCookies {
  /** The session cookie of a request. */
  of(headers: IncomingHttpHeaders): string | null;
  /** Values for `Set-Cookie`. */
  set(cookie: SessionCookie): string;
  clear(): string;
  /** A change by cookie must come from a page of this server: cookies travel with the requests of any page. @throws AppError FORBIDDEN */
  requireSameOrigin(request: Provenance): void;
}

/** The session cookie: what it looks like, and which pages may act by it. */
export function createSessionCookies({
  publicUrl,
  production,
}: {
  publicUrl: string;
  production: boolean;
}): SessionCookies {
  const publicOrigin = new URL(publicUrl).origin;
  const secure = production || publicOrigin.startsWith('https:');
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    of(headers) {
      const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || null;
    },
    set({ token, expiresAt }) {
      const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1_000));
      return `${name}=${token}; Max-Age=${seconds}; ${attributes}`;
    },
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    requireSameOrigin(request) {
      const { origin, 'sec-fetch-site': site } = request.headers;
      const isOurs =
        origin === undefined
          ? site === 'same-origin'
          : origin === publicOrigin || origin === ownOrigin(request);
      if (!isOurs)
        throw new AppError(
          'FORBIDDEN',
          'With the session cookie, changes are accepted from pages of this server only',
        );
    },
  };
}

/** The origin that a request was sent to; behind `TRUST_PROXY` proxies, the one that they were asked for. */
export function ownOrigin({ protocol, host }: Pick<Request, 'protocol' | 'host'>): string | null {
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : null;
}
