import { Agent, fetch as undiciFetch, Headers, type RequestInit as UndiciRequestInit } from 'undici';
import { traceHeaders } from '../../platform/telemetry/traceparent.js';

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
  const send = (input: string | URL, init?: UndiciRequestInit) => {
    const trace = Object.entries(traceHeaders());
    if (trace.length === 0) return undiciFetch(input, { ...init, dispatcher });
    const headers = new Headers(init?.headers);
    for (const [name, value] of trace) headers.set(name, value);
    return undiciFetch(input, { ...init, headers, dispatcher });
  };
  // Same standard, but undici's declarations and those of Node's global differ in name.
  return { fetch: send as unknown as typeof globalThis.fetch, close: () => dispatcher.close() };
}
