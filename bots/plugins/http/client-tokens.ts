import { createHash } from 'node:crypto';
import type { GuardedFetch } from '../../../platform/http/guarded-fetch.types.js';
import { ToolError } from '../tools/tool.js';
import { toToolError } from '../tools/to-tool-error.js';

export interface TokenRequest {
  tokenUrl: string;
  scopes: string[];
  client: string;
  secret: string;
}

/** Tokens that services give for client credentials. */
export interface ClientTokens {
  /** @throws ToolError */
  token(request: TokenRequest, signal: AbortSignal): Promise<string>;
  /** The service did not accept a token: the next one is a new one. */
  forget(token: string): void;
}

const mostTokens = 1_000;
/** A token is not used in its last seconds: it might end on its way. */
const marginMs = 30_000;
const defaultLifeMs = 300_000;

/** Asks for access tokens (RFC 6749, 4.4) and remembers them as long as they are good, in this process alone. */
export function createClientTokens(fetch: GuardedFetch, now: () => number = Date.now): ClientTokens {
  const known = new Map<string, { token: string; until: number }>();
  return {
    async token(request, signal) {
      const key = createHash('sha256').update(JSON.stringify(request)).digest('hex');
      const found = known.get(key);
      if (found && found.until > now()) return found.token;
      const { token, lifeMs } = await ask(request, fetch, signal);
      if (known.size >= mostTokens) known.clear();
      known.set(key, { token, until: now() + lifeMs - marginMs });
      return token;
    },
    forget(token) {
      for (const [key, found] of known) if (found.token === token) known.delete(key);
    },
  };
}

async function ask(
  { tokenUrl, scopes, client, secret }: TokenRequest,
  fetch: GuardedFetch,
  signal: AbortSignal,
) {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scopes.length > 0) form.set('scope', scopes.join(' '));
  // RFC 6749, 2.3.1: both are form-encoded before they are joined.
  const pair = `${encodeURIComponent(client)}:${encodeURIComponent(secret)}`;
  const answer = await fetch({
    url: tokenUrl,
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: form.toString(),
    signal,
    keepRedirects: true,
    limits: { maxBytes: 100_000 },
  }).catch((error: unknown) => {
    if (signal.aborted) throw signal.reason;
    throw toToolError(error);
  });
  const told = answer.status === 200 ? jsonOf(answer.body.toString('utf8')) : undefined;
  const { access_token: token, expires_in: seconds } = (told ?? {}) as Record<string, unknown>;
  if (typeof token !== 'string' || token === '')
    throw new ToolError('failed', `The service gave no access token (${answer.status})`);
  return { token, lifeMs: typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : defaultLifeMs };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
