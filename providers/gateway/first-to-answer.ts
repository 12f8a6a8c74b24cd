import type { ProviderError } from '../chat/chat-provider.js';
import { toProviderError } from '../chat/to-provider-error.js';
import { CircuitOpenError } from './breaker.js';
import { candidates, type Candidate } from './candidates.js';
import { settle, type ChatCall } from './chat-call.js';
import { nobodyAnswered } from './nobody-answered.js';
import { openStream, type OpenStream } from './open-stream.js';
import { withRetries } from './with-retries.js';

/** A stream that began, and who is answering. */
export interface Answering {
  candidate: Candidate;
  stream: OpenStream;
}

/**
 * Tries the candidates in order, each with its retries, until one sends its first chunk.
 * @throws AppError when none does, or the signal's reason.
 */
export async function firstToAnswer(call: ChatCall): Promise<Answering> {
  const { request, preference, signal, settings, logger } = call;
  const order = candidates(call.providers, request, preference);
  const failures: ProviderError[] = [];
  for (const candidate of order) {
    const isLast = candidate === order.at(-1);
    try {
      const stream = await withRetries(() => attempt(call, candidate, isLast), settings, signal);
      return { candidate, stream };
    } catch (error) {
      signal.throwIfAborted();
      const failure = toProviderError(candidate.provider.name, error);
      failures.push(failure);
      logger.warn(
        { err: failure, provider: failure.provider, kind: failure.kind },
        'provider did not answer',
      );
    }
  }
  throw nobodyAnswered('No model could answer', failures);
}

async function attempt(call: ChatCall, candidate: Candidate, isLast: boolean): Promise<OpenStream> {
  const provider = candidate.provider.name;
  const startedAt = performance.now();
  const open = () => openStream(candidate, call.request, call.signal);
  try {
    // With another provider at hand nobody waits for the outcome of someone else's trial.
    return await call.breakerOf(provider).run(open, { awaitTrial: isLast });
  } catch (error) {
    const failure = toProviderError(provider, error);
    if (failure instanceof CircuitOpenError) {
      call.attempts.push({ provider, outcome: 'circuit-open', ms: 0 });
    } else {
      const outcome = call.signal.aborted ? 'aborted' : failure.kind;
      await settle(call, { provider, model: candidate.model, outcome, usage: failure.usage, startedAt });
    }
    throw error;
  }
}
