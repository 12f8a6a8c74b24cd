import { AppError } from '../platform/errors/app-error.js';
import { ProviderError } from '../providers/index.js';

/** Repeating it would change nothing. */
export const isRefused = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && (error.kind === 'invalid-request' || error.kind === 'authentication');

/** Runs calls to OpenAI: what it refuses ends the job with its words, its limits say when to come again. */
export async function toldByProvider<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind === 'authentication')
      throw new AppError('VALIDATION_ERROR', 'OpenAI refused the key or has no credit left for it', {
        cause: error,
      });
    if (error.kind === 'invalid-request')
      throw new AppError('VALIDATION_ERROR', `OpenAI refused the fine-tuning: ${error.message}`, {
        cause: error,
      });
    const retryAfter = error.retryAfterMs === undefined ? undefined : error.retryAfterMs / 1_000;
    throw new AppError('PROVIDER_ERROR', `OpenAI does not answer as it should (${error.kind})`, {
      retryAfter,
      cause: error,
    });
  }
}
