import { Transform, type Readable } from 'node:stream';
import { request as send, type Dispatcher } from 'undici';
import type { GuardedRequest, GuardedStream, OutboundLimits } from './guarded-fetch.types.js';
import { OutboundError } from './outbound-error.js';
import { checkUrl, type OutboundRules } from './outbound-rules.js';
import { acceptedEncodings, megabytes, unpackedBody } from './read-body.js';
import { toOutboundError } from './to-outbound-error.js';

export interface GuardedStreamOptions {
  agent: Dispatcher;
  rules: OutboundRules;
  limits: OutboundLimits;
  userAgent: string;
  headersOf(headers: Dispatcher.ResponseData['headers']): Record<string, string>;
}

/** Answers that are read while they come, as protocols with events need them. Redirects are answers like any other. */
export const createGuardedStream =
  ({ agent, rules, limits, userAgent, headersOf }: GuardedStreamOptions): GuardedStream =>
  async ({ signal, ...request }: GuardedRequest) => {
    const own = { ...limits, ...request.limits };
    const timeout = Number.isFinite(own.totalMs) ? AbortSignal.timeout(own.totalMs) : undefined;
    const signals = [signal, timeout].filter((one) => one !== undefined);
    const url = checkUrl(request.url, rules);
    const problem = (error: unknown): unknown =>
      signal?.aborted ? signal.reason : toOutboundError(error, timeout?.aborted === true);
    try {
      const answer = await send(url, {
        dispatcher: agent,
        method: request.method ?? 'GET',
        body: request.body ?? null,
        headers: { 'accept-encoding': acceptedEncodings, 'user-agent': userAgent, ...request.headers },
        headersTimeout: own.silenceMs,
        bodyTimeout: Number.isFinite(own.totalMs) ? own.silenceMs : 0,
        signal: signals.length > 0 ? AbortSignal.any(signals) : null,
      });
      const headers = headersOf(answer.headers);
      const source = unpackedBody(answer.body, headers['content-encoding']);
      const body = counted(source, own.maxBytes, problem);
      // Destroying what is not read to its end closes the connection.
      body.on('close', () => answer.body.on('error', () => undefined).destroy());
      return { status: answer.statusCode, url, headers, body };
    } catch (error) {
      throw problem(error);
    }
  };

/** Ends with the first byte too many, and says what went wrong as all requests do. */
function counted(source: Readable, maxBytes: number, problem: (error: unknown) => unknown): Readable {
  let size = 0;
  const counter = new Transform({
    transform(part: Buffer, _encoding, done) {
      size += part.length;
      if (size > maxBytes)
        done(new OutboundError('too-large', `The answer is larger than ${megabytes(maxBytes)} MB`));
      else done(null, part);
    },
  });
  source.on('error', (error) => counter.destroy(problem(error) as Error));
  counter.on('close', () => source.destroy());
  return source.pipe(counter);
}
