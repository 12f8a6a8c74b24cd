import { ApplicationFailure } from '@temporalio/activity';
import type { JobOfRun, JobRun } from '../jobs/index.js';
import { AppError, errorMessage } from '../platform/errors/app-error.js';
import { ProviderError } from '../providers/index.js';

/** Why the job stands still is told to whoever looks at it; a provider's limit with the time when it ends. */
export async function explainWait(error: unknown, ref: JobOfRun, run: JobRun): Promise<void> {
  const retryAfter = error instanceof AppError ? error.retryAfter : undefined;
  const reason =
    retryAfter === undefined ? `retrying after an error: ${errorMessage(error)}` : waitReason(error);
  const until = retryAfter === undefined ? null : new Date(Date.now() + retryAfter * 1_000);
  // Perhaps the database is what failed: the error itself is what Temporal has to know.
  await run.note(ref, { waiting: { reason, until } }).catch(() => undefined);
  if (retryAfter === undefined) return;
  throw ApplicationFailure.create({
    message: errorMessage(error),
    type: 'ProviderLimit',
    nextRetryDelay: `${Math.ceil(retryAfter)} seconds`,
  });
}

/** A remote model's limit, or what a local one itself says, such as how to supply it. */
const waitReason = (error: unknown): string =>
  error instanceof AppError && error.cause instanceof ProviderError
    ? 'embedding provider limit'
    : errorMessage(error);
