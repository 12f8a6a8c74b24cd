import {
  QdrantClientResourceExhaustedError,
  QdrantClientTimeoutError,
  QdrantClientUnexpectedResponseError,
} from '@qdrant/js-client-rest';
import { AppError, errorMessage } from '../../errors/app-error.js';

/** By their names, not their classes: `fetch` belongs to the runtime, whose classes need not be this module's. */
const isNamed = (error: unknown, name: string): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === name;

/** The client's error for an answer that is no success carries its status. */
const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;

/** The failure of `fetch` itself: refused, reset, no such host. */
const isUnreachable = (error: unknown): boolean =>
  isNamed(error, 'TypeError') && messageOf(error) === 'fetch failed';

const isTooSlow = (error: unknown): boolean =>
  error instanceof QdrantClientTimeoutError || isNamed(error, 'AbortError');

/** Whether the same request may succeed later: no answer, too slow, too busy, or an accident of the server's. */
export function isPassing(error: unknown): boolean {
  if (isTooSlow(error) || error instanceof QdrantClientResourceExhaustedError) return true;
  const status = statusOf(error);
  if (status === undefined) return isUnreachable(error);
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Milliseconds that the server asked to be left alone for. */
export const waitWished = (error: unknown): number =>
  error instanceof QdrantClientResourceExhaustedError ? error.retry_after * 1_000 : 0;

const isRefused = (error: unknown): boolean => [401, 403].includes(statusOf(error) ?? 0);

/** In a few words what went wrong, for health, logs and the terminal. */
export function describeFailure(error: unknown, address: string): string {
  if (isTooSlow(error)) return `Qdrant at ${address} does not answer in time`;
  if (error instanceof QdrantClientResourceExhaustedError || statusOf(error) === 429)
    return `Qdrant at ${address} is too busy`;
  if (isRefused(error)) return `Qdrant at ${address} refuses the QDRANT_API_KEY (${statusOf(error)})`;
  if (isUnreachable(error)) {
    return `Qdrant at ${address} cannot be reached (${networkReason(causeOf(error))})`;
  }
  const status = statusOf(error);
  if (status !== undefined) return `Qdrant at ${address} answered ${status}: ${answerOf(error)}`;
  if (error instanceof QdrantClientUnexpectedResponseError)
    return `${address} does not answer like a Qdrant server`;
  return messageOf(error);
}

const causeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
    ? error.message
    : errorMessage(error);

/** `ECONNREFUSED` and its like. */
const networkReason = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : messageOf(cause);

/** Qdrant's own sentence, which the client keeps apart from its error's message. */
function answerOf(error: unknown): string {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const status = typeof data === 'object' && data !== null && 'status' in data ? data.status : undefined;
  return typeof status === 'object' && status !== null && 'error' in status
    ? String(status.error)
    : messageOf(error);
}

/** What the rest of the platform sees of a failure: to be tried again later, or a mistake of ours. */
export function toAppError(error: unknown, address: string): Error {
  if (error instanceof AppError) return error;
  const message = describeFailure(error, address);
  if (isPassing(error) || isRefused(error)) {
    return new AppError('SERVICE_UNAVAILABLE', 'The vector store does not answer', {
      cause: new Error(message, { cause: error }),
    });
  }
  return new Error(message, { cause: error });
}
