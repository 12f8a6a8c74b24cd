import type { Readable } from 'node:stream';

export interface OutboundLimits {
  /** Bytes of the body, unpacked. */
  maxBytes: number;
  connectMs: number;
  /** From the request to the first byte of its answer, and between any two parts of it. */
  silenceMs: number;
  /** Redirects and body included. */
  totalMs: number;
  maxRedirects: number;
}

export interface GuardedRequest {
  url: string | URL;
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  limits?: Partial<OutboundLimits>;
  /** Content types that are read, such as `text/html` or `text/*`; all when absent. Only successes are held to it. */
  accept?: readonly string[];
  /** Names of further headers that are meant for the first origin only, as `authorization` is. */
  credentials?: readonly string[];
  /** A redirect is an answer like any other: it is returned, and nobody is asked but the address given. */
  keepRedirects?: boolean;
  /** Of a body that is larger than `maxBytes` the beginning is returned; otherwise that is an error. */
  cutBody?: boolean;
  /** Asked before each redirect is followed, after the address was checked; what it throws ends the request. */
  onRedirect?(hop: Hop): void | Promise<void>;
}

export interface GuardedResponse {
  status: number;
  /** Where the answer came from, after redirects. */
  url: URL;
  /** Lower-case names; of repeated ones all values, separated by commas. */
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Asks another host on behalf of a user, who must not reach this installation's own network with it.
 * @throws OutboundError, or the signal's reason when it is aborted
 */
export type GuardedFetch = (request: GuardedRequest) => Promise<GuardedResponse>;

/**
 * The same for answers that come in parts. Nothing is followed; `totalMs` may be infinite for what stays open, and the
 * body fails with an OutboundError. Whoever does not read it to its end destroys it.
 */
export type GuardedStream = (
  request: Omit<GuardedRequest, 'accept' | 'keepRedirects' | 'cutBody' | 'onRedirect' | 'credentials'>,
) => Promise<Omit<GuardedResponse, 'body'> & { body: Readable }>;

/** One request of the chain that redirects make. */
export interface Hop {
  url: URL;
  method: NonNullable<GuardedRequest['method']>;
  headers: Record<string, string>;
  body: GuardedRequest['body'];
}
