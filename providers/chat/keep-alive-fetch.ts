import { Agent, fetch as undiciFetch, type RequestInit as UndiciRequestInit } from 'undici';

export interface KeepAliveFetch {
  fetch: typeof globalThis.fetch;
  /** Closes idle connections and waits for those in use. */
  close(): Promise<void>;
}

/**
 * A `fetch` with connections of its own that stay open between requests: a new TLS connection costs two
 * round trips before the first token, and Node closes idle ones after four seconds.
 */
export function createKeepAliveFetch({ idleMs = 60_000 }: { idleMs?: number } = {}): KeepAliveFetch {
  // Time-outs are the caller's: undici's own would cut a model that thinks for long.
  const dispatcher = new Agent({ keepAliveTimeout: idleMs, headersTimeout: 0, bodyTimeout: 0 });
  const send = (input: string | URL, init?: UndiciRequestInit) => undiciFetch(input, { ...init, dispatcher });
  // Same standard, but undici's declarations and those of Node's global differ in name.
  return { fetch: send as unknown as typeof globalThis.fetch, close: () => dispatcher.close() };
}
