import type { Span } from '@opentelemetry/api';
import { JobStopped } from '../../jobs/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { ProviderError } from '../chat/chat-provider.js';
import { usageSoFar } from '../chat/estimate-usage.js';
import { toProviderError } from '../chat/to-provider-error.js';
import { NotKept } from '../answers/paid-answers.js';
import { CircuitOpenError } from './breaker.js';
import { candidates, type Candidate } from './candidates.js';
import { settle, type ChatCall } from './chat-call.js';
import { below, startChatSpan } from './model-span.js';
import { nobodyAnswered } from './nobody-answered.js';
import { openStream, type OpenStream, type Told } from './open-stream.js';
import { withinBudget } from './within-budget.js';
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
  const { request, preference, signal, logger } = call;
  const waiting = candidates(call.providers, request, preference);
  const failures: ProviderError[] = [];
  let refusal: AppError | undefined;
  for (let candidate = waiting.shift(); candidate; candidate = waiting.shift()) {
    const isLast = waiting.length === 0;
    try {
      return { candidate, stream: await opened(call, candidate, isLast) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof JobStopped || error instanceof NotKept) throw error;
      if (error instanceof AppError && error.code === 'BUDGET_EXCEEDED') {
        refusal = error;
        continue;
      }
      const failure = toProviderError(candidate.provider.name, error);
      failures.push(failure);
      logger.warn(
        { err: failure, provider: failure.provider, kind: failure.kind },
        'provider did not answer',
      );
      const standIn = standInFor(candidate, failure);
      if (standIn) waiting.unshift(standIn);
    }
  }
  if (refusal) throw refusal;
  throw nobodyAnswered('No model could answer', failures);
}

const isOfBudget = (error: unknown): boolean =>
  error instanceof JobStopped || (error instanceof AppError && error.code === 'BUDGET_EXCEEDED');

/** The provider's other model, when its default one is missing or not to be had at the moment. */
function standInFor({ provider, model }: Candidate, failure: ProviderError): Candidate | undefined {
  const { defaultModel, fallbackModel } = provider;
  if (!fallbackModel || model !== defaultModel || fallbackModel === model) return undefined;
  const { kind, status } = failure;
  const isElsewhere = kind === 'authentication' || (kind === 'invalid-request' && status !== 404);
  // An open breaker lets no model of the provider through.
  if (isElsewhere || failure instanceof CircuitOpenError) return undefined;
  return { provider, model: fallbackModel };
}

/** A server that refuses a request with tools may know none: it is asked once more without them. */
async function opened(call: ChatCall, candidate: Candidate, isLast: boolean): Promise<OpenStream> {
  const { request, signal } = call;
  const settings = { ...call.settings, retries: candidate.provider.maxRetries ?? call.settings.retries };
  const ask = (one: ChatCall) => withRetries(() => attempt(one, candidate, isLast), settings, signal);
  try {
    return await ask(call);
  } catch (error) {
    signal.throwIfAborted();
    if (isOfBudget(error) || error instanceof NotKept) throw error;
    const isRefused = toProviderError(candidate.provider.name, error).kind === 'invalid-request';
    const isFirst = !request.messages.some(({ role }) => role === 'tool');
    if (!isRefused || !isFirst || !request.tools?.length) throw error;
    return ask({ ...call, request: { ...request, tools: undefined } });
  }
}

async function attempt(call: ChatCall, candidate: Candidate, isLast: boolean): Promise<OpenStream> {
  const provider = candidate.provider.name;
  const { request, reserved } = await withinBudget(call, candidate);
  const startedAt = performance.now();
  let span: Span | undefined;
  const { model } = candidate;
  const id = provider === 'local' ? undefined : await call.keeping?.ask({ provider, model, request });
  const told: Told = {};
  let isSent = false;
  const open = async () => {
    isSent = true;
    const begun = (span = startChatSpan(call, candidate));
    return {
      ...(await below(begun, () => openStream(candidate, request, { ...call, told }))),
      span: begun,
      id,
      reserved,
    };
  };
  try {
    // With another provider at hand nobody waits for the outcome of someone else's trial.
    return await call.breakerOf(candidate.provider).run(open, { awaitTrial: isLast });
  } catch (error) {
    const failure = toProviderError(provider, error);
    if (failure instanceof CircuitOpenError) {
      await reserved?.settle(0);
      if (id) await call.keeping?.drop(id);
      call.attempts.push({ provider, outcome: 'circuit-open', ms: 0 });
    } else {
      const outcome = call.signal.aborted ? 'aborted' : failure.kind;
      const isRead = outcome === 'aborted' || (outcome === 'interrupted' && told.usage !== undefined);
      // Whoever stops waiting has asked all the same, and so has who lost the connection while the model was at it.
      const isCharged = provider !== 'local' && isSent && isRead;
      const usage = failure.usage ?? (isCharged ? await usageSoFar(told.usage, request, '') : undefined);
      await settle(call, { provider, model, id, outcome, usage, startedAt, span, reserved });
    }
    throw error;
  }
}
