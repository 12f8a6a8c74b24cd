import createClient, { type Middleware } from 'openapi-fetch';
import { errorOf, networkError } from './api-error.js';
import type { paths } from './schema.js';

/** Refusals are thrown, so that whoever asks reads answers only. */
const throwRefusals: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await errorOf(response);
  },
  onError: ({ error }) => (isAbort(error) ? undefined : networkError(error)),
};

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/**
 * The API by its OpenAPI document: an address, a field or a value that it does not know is a type error. The session is a
 * cookie that no script can read, and the browser sends it along.
 */
export const api = createClient<paths>({ credentials: 'same-origin' });
api.use(throwRefusals);

/**
 * What an operation answers: `const { data } = await ask(api.GET('/api/v1/chatbots'))`.
 * @throws ApiError
 */
export async function ask<T>(request: Promise<{ data?: T }>): Promise<T> {
  const { data } = await request;
  return data as T;
}

/** For `Idempotency-Key`: a repeat after a lost answer gets the first one. */
export const newKey = (): string => crypto.randomUUID();
