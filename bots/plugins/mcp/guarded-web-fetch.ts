import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { Readable } from 'node:stream';
import type { GuardedRequest, GuardedStream } from '../../../platform/http/guarded-fetch.types.js';
import { OutboundError } from '../../../platform/http/outbound-error.js';
import { requireAllowed } from '../tools/allowed-hosts.js';

/** Of one answer, its events included. */
const longestAnswer = 2_000_000;
/** Of the stream on which a server tells news; it is opened again then. */
const longestNews = 10_000_000;
/** Longer than any call may take. */
const patienceMs = 35_000;
const methods: readonly string[] = ['GET', 'POST', 'DELETE'];

/**
 * What the SDK takes for the web's `fetch`: our own client, to the plugin's own hosts only.
 * @param onBroken told of an answer that failed while it was read, which the SDK would wait for
 */
export const guardedWebFetch =
  ({
    stream,
    hosts,
    onBroken,
  }: {
    stream: GuardedStream;
    hosts: readonly string[];
    onBroken(error: Error): void;
  }): FetchLike =>
  async (target, init = {}) => {
    const url = new URL(target);
    requireAllowed(url, hosts, 'The address is at');
    const method = (init.method ?? 'GET').toUpperCase();
    if (!methods.includes(method)) throw new Error(`${method} is not a method of MCP`);
    const isNews = method === 'GET';
    const { status, headers, body } = await stream({
      url,
      method: method as GuardedRequest['method'],
      headers: Object.fromEntries(new Headers(init.headers).entries()),
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      ...(init.signal ? { signal: init.signal } : {}),
      limits: {
        maxBytes: isNews ? longestNews : longestAnswer,
        silenceMs: patienceMs,
        totalMs: isNews ? Infinity : patienceMs,
      },
    });
    body.on('error', (error) => {
      // Anything else is the SDK's own cancelling of what it does not read.
      if (!isNews && error instanceof OutboundError) onBroken(error);
    });
    const isEmpty = status === 204 || status === 205 || status === 304;
    if (isEmpty) body.destroy();
    return new Response(isEmpty ? null : (Readable.toWeb(body) as ReadableStream), { status, headers });
  };
