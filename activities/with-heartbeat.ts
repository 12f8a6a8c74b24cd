import { Context } from '@temporalio/activity';

const everyMs = 2_000;

/** Runs work while telling Temporal that this worker lives; the signal is aborted when the workflow is cancelled. */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  context.heartbeat();
  const timer = setInterval(() => context.heartbeat(), everyMs);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
