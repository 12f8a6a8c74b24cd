import { Agent, request as send, type Dispatcher } from 'undici';
import { version } from '../version.js';
import { OutboundError } from './outbound-error.js';
import { checkUrl, webPorts, type OutboundRules } from './outbound-rules.js';
import { pinnedConnect, systemConnect, systemResolve, type Connect, type Resolve } from './pinned-connect.js';
import { acceptedEncodings, megabytes, readBody } from './read-body.js';
import { nextHop } from './redirects.js';
import type {
  GuardedFetch,
  GuardedRequest,
  GuardedStream,
  Hop,
  OutboundLimits,
} from './guarded-fetch.types.js';
import { createGuardedStream } from './guarded-stream.js';
import { toOutboundError } from './to-outbound-error.js';

export interface GuardedFetchOptions {
  /** Where operators of other hosts can read who is asking. */
  publicUrl: string;
  allow?: OutboundRules['allow'];
  ports?: OutboundRules['ports'];
  limits?: Partial<OutboundLimits>;
  /** Open to one origin at a time; what is asked beyond that waits. */
  connections?: number;
  resolve?: Resolve;
  connect?: Connect;
}

export const defaultOutboundLimits: OutboundLimits = {
  maxBytes: 10_000_000,
  connectMs: 10_000,
  silenceMs: 20_000,
  totalMs: 60_000,
  maxRedirects: 5,
};
const maxHeaderBytes = 32_768;

/** The name that robots.txt addresses us by. */
export const userAgentToken = 'ChatbotsPlatform';
export const userAgentOf = (publicUrl: string): string => `${userAgentToken}/${version} (+${publicUrl})`;

/** A client with connections and rules of its own. No cookies are kept, and no proxy of the environment is used. */
export function createGuardedFetch(options: GuardedFetchOptions): {
  fetch: GuardedFetch;
  stream: GuardedStream;
  rules: OutboundRules;
  close(): Promise<void>;
} {
  const limits = { ...defaultOutboundLimits, ...options.limits };
  const rules: OutboundRules = {
    allow: options.allow ?? [],
    ports: options.ports === undefined ? webPorts : options.ports,
  };
  const { resolve = systemResolve, connect = systemConnect(limits.connectMs) } = options;
  const agent = new Agent({
    connect: pinnedConnect({ rules, resolve, connect }),
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 30_000,
    pipelining: 1,
    connections: options.connections ?? 8,
  });
  const userAgent = userAgentOf(options.publicUrl);

  const ask = async (hop: Hop, request: GuardedRequest, limits: OutboundLimits, signal: AbortSignal) => {
    const { url, method, headers, body } = hop;
    const answer = await send(url, {
      dispatcher: agent,
      method,
      body: body ?? null,
      headers: { 'accept-encoding': acceptedEncodings, 'user-agent': userAgent, ...headers },
      headersTimeout: limits.silenceMs,
      bodyTimeout: limits.silenceMs,
      signal,
    });
    const found = headersOf(answer.headers);
    const next = request.keepRedirects
      ? null
      : nextHop(hop, {
          status: answer.statusCode,
          location: found.location,
          credentials: request.credentials,
        });
    if (next) {
      answer.body.destroy();
      answer.body.on('error', () => undefined);
      return { next };
    }
    try {
      checkAnswer(answer, found, request, limits);
      const encoding = method === 'HEAD' ? undefined : found['content-encoding'];
      const body = await readBody(answer.body, { encoding, maxBytes: limits.maxBytes, cut: request.cutBody });
      return { response: { status: answer.statusCode, url, headers: found, body } };
    } finally {
      answer.body.on('error', () => undefined).destroy();
    }
  };

  return {
    rules,
    stream: createGuardedStream({ agent, rules, limits, userAgent, headersOf }),
    async fetch(request) {
      const own = { ...limits, ...request.limits };
      const timeout = AbortSignal.timeout(own.totalMs);
      const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
      let hop: Hop = {
        url: checkUrl(request.url, rules),
        method: request.method ?? 'GET',
        headers: lowerCased(request.headers ?? {}),
        body: request.body,
      };
      /** What the caller's own check throws is the caller's own business. */
      let veto: { error: unknown } | undefined;
      try {
        for (let redirects = 0; ; redirects++) {
          signal.throwIfAborted();
          const { response, next } = await ask(hop, request, own, signal);
          if (response) return response;
          if (redirects >= own.maxRedirects)
            throw new OutboundError('protocol', `The address redirects more than ${own.maxRedirects} times`);
          checkUrl(next.url, rules);
          await approve(request, next).catch((error: unknown) => {
            veto = { error };
            throw error;
          });
          hop = next;
        }
      } catch (error) {
        if (veto) throw veto.error;
        if (request.signal?.aborted) throw request.signal.reason;
        throw toOutboundError(error, timeout.aborted);
      }
    },
    close: () => agent.destroy(),
  };
}

const approve = async ({ onRedirect }: GuardedRequest, next: Hop): Promise<void> => onRedirect?.(next);

function checkAnswer(
  { statusCode }: Dispatcher.ResponseData,
  headers: Record<string, string>,
  { accept, cutBody }: GuardedRequest,
  { maxBytes }: OutboundLimits,
): void {
  if (!cutBody && Number(headers['content-length'] ?? 0) > maxBytes)
    throw new OutboundError('too-large', `The answer is larger than ${megabytes(maxBytes)} MB`);
  if (!accept || statusCode < 200 || statusCode > 299) return;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isAccepted = accept.some((wanted) =>
    wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted,
  );
  if (!isAccepted) throw new OutboundError('content-type', `The answer is ${type || 'of no known type'}`);
}

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const headersOf = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
