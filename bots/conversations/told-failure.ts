import { AppError } from '../../platform/errors/app-error.js';
import { ProviderError } from '../../providers/index.js';

/** An answer that broke off is the provider's failure, not ours; its own words stay in the log. */
export const toldFailure = (failure: unknown): unknown =>
  failure instanceof ProviderError
    ? new AppError('PROVIDER_ERROR', failure.message, { cause: failure })
    : failure;
