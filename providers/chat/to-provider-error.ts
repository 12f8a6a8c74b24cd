import { ProviderError, type ProviderErrorKind } from './provider-error.js';
import { retryAfterMs } from '../../platform/http/retry-after.js';

/** The parts that the errors of openai, anthropic, LangChain and undici have in common. */
interface ForeignError {
  name?: string;
  message?: string;
  status?: unknown;
  code?: unknown;
  type?: unknown;
  headers?: { get?: unknown };
  /** Of our own AppError, in seconds. */
  retryAfter?: unknown;
  /** The body's error object (openai), or the body with it (anthropic). */
  error?: { message?: unknown; error?: { message?: unknown } };
  cause?: unknown;
}

/** Errors of undici and of the socket below it that mean that nobody answered. */
const unreachable =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ECONNRESET|UND_ERR_SOCKET)$/;

/**
 * Puts whatever a driver threw into our words.
 * @param streaming whether the answer had begun: a lost connection then cut it short.
 */
export function toProviderError(provider: string, thrown: unknown, streaming = false): ProviderError {
  const chain = causes(thrown);
  const own = chain.find((error) => error instanceof ProviderError);
  if (own) return own;
  const answered = chain.find((error) => typeof error.status === 'number');
  const told = answered ?? chain[0];
  const text = told?.error?.error?.message ?? told?.error?.message ?? told?.message;
  const status = typeof answered?.status === 'number' ? answered.status : undefined;
  const kind = answered ? kindOfStatus(answered) : kindOfFailure(chain, streaming);
  return new ProviderError(`${provider}: ${typeof text === 'string' ? text : 'failed without saying why'}`, {
    kind,
    provider,
    status,
    retryAfterMs: waitOf(answered ?? chain[0]),
    cause: thrown,
  });
}

function causes(thrown: unknown): ForeignError[] {
  const chain: ForeignError[] = [];
  let current = thrown;
  while (typeof current === 'object' && current !== null && chain.length < 8) {
    chain.push(current);
    current = (current as ForeignError).cause;
  }
  return chain;
}

function kindOfStatus({ status, code }: ForeignError): ProviderErrorKind {
  // 402: no credit left, as Anthropic says it.
  if (status === 401 || status === 402 || status === 403) return 'authentication';
  // No credit left: waiting does not help, only the owner of the key can.
  if (status === 429) return code === 'insufficient_quota' ? 'authentication' : 'rate-limit';
  if (status === 408) return 'timeout';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'invalid-request' : 'unavailable';
}

function kindOfFailure(chain: ForeignError[], streaming: boolean): ProviderErrorKind {
  if (chain.some(({ name }) => name === 'SyntaxError')) return 'malformed';
  if (chain.some(({ name }) => name === 'TimeoutError' || name === 'APIConnectionTimeoutError'))
    return 'timeout';
  // An error object inside a stream has a type but no status.
  if (chain.some(({ type, code }) => /rate_limit/.test(`${text(type)} ${text(code)}`))) return 'rate-limit';
  if (chain.some(({ type }) => /^(invalid_request|not_found|request_too_large)/.test(text(type))))
    return 'invalid-request';
  if (chain.some(({ type }) => /^(authentication|permission|billing)_error$/.test(text(type))))
    return 'authentication';
  if (!streaming) return 'unavailable';
  const lost = chain.some(({ code, message }) => message === 'terminated' || unreachable.test(text(code)));
  return lost ? 'interrupted' : 'unavailable';
}

function waitOf(error: ForeignError | undefined): number | undefined {
  const { headers, retryAfter } = error ?? {};
  if (typeof retryAfter === 'number') return retryAfter * 1_000;
  return typeof headers?.get === 'function' ? retryAfterMs(headers as Headers) : undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
