import { AppError } from '../../platform/errors/app-error.js';
import type { ProviderError, ProviderErrorKind } from '../chat/provider-error.js';
import { CircuitOpenError } from './breaker.js';

const passing: ProviderErrorKind[] = ['rate-limit', 'timeout', 'unavailable', 'interrupted'];

/** Safe to show: a provider's own words may quote keys or addresses. */
const sentences: Record<ProviderErrorKind, string> = {
  'rate-limit': 'limits its requests',
  timeout: 'did not answer in time',
  unavailable: 'cannot be reached or is out of order',
  interrupted: 'broke off its answer',
  malformed: 'sent an answer that cannot be read',
  authentication: 'refused its key or has no credit left',
  'invalid-request': 'refused the request',
};

/**
 * The error after every provider failed, one failure each. Passing failures make it SERVICE_UNAVAILABLE with
 * the shortest wait that a provider named, in seconds; others PROVIDER_ERROR.
 */
export function nobodyAnswered(what: string, failures: ProviderError[]): AppError {
  const waits = failures.flatMap(({ retryAfterMs }) => (retryAfterMs === undefined ? [] : [retryAfterMs]));
  const retryAfter = waits.length > 0 ? Math.max(1, Math.ceil(Math.min(...waits) / 1_000)) : undefined;
  const code = failures.some(({ kind }) => passing.includes(kind)) ? 'SERVICE_UNAVAILABLE' : 'PROVIDER_ERROR';
  const reasons = failures.map(describe).join('; ');
  const hint = retryAfter === undefined ? '' : `; try again in ${retryAfter} s`;
  return new AppError(code, `${what}: ${reasons}${hint}`, { retryAfter, cause: failures[0] });
}

function describe(failure: ProviderError): string {
  const { provider, kind, message, status } = failure;
  if (failure instanceof CircuitOpenError) return `${provider} keeps failing and is left alone for a moment`;
  // A refused request is the caller's to repair, and only the provider knows what is wrong with it.
  const detail = kind === 'invalid-request' ? ` (${message.slice(0, 300)})` : status ? ` (${status})` : '';
  return `${provider} ${sentences[kind]}${detail}`;
}
