import { JobStopped } from '../../jobs/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { newId } from '../../platform/ids.js';
import type { Logger } from '../../platform/logging/logger.js';
import { NotKept } from '../answers/paid-answers.js';
import { toProviderError } from '../chat/to-provider-error.js';
import type { Budgets, Reserved } from '../budgets/budgets.js';
import type { Embedder, Embeddings } from '../embeddings/embedder.js';
import type { Meter } from '../metering/meter.js';
import type { CallOutcome, ModelCall, ModelCallRecord } from '../metering/model-call.js';
import { priced } from '../metering/prices.js';
import type { GatewaySettings } from './gateway-settings.js';
import type { GatewayEmbed } from './gateway.types.js';
import { inEmbedSpan } from './model-span.js';
import { nobodyAnswered } from './nobody-answered.js';
import { reserveTexts } from './within-budget.js';
import { withRetries } from './with-retries.js';

export interface EmbedDependencies {
  embedder: Embedder;
  meter: Meter;
  budgets?: Budgets;
  logger: Logger;
  settings: GatewaySettings;
}

/** Vectors of texts, retried and metered. @throws AppError with `retryAfter` when known, or the signal's reason. */
export async function embed(dependencies: EmbedDependencies, call: GatewayEmbed): Promise<Embeddings> {
  const { embedder, settings, logger } = dependencies;
  try {
    return await withRetries(
      () => inEmbedSpan(embedder, call, () => embedOnce(dependencies, call)),
      settings,
      call.signal,
    );
  } catch (error) {
    call.signal?.throwIfAborted();
    if (
      error instanceof JobStopped ||
      error instanceof NotKept ||
      (error instanceof AppError && error.code === 'BUDGET_EXCEEDED')
    )
      throw error;
    const failure = toProviderError(embedder.provider, error);
    logger.warn({ err: failure, texts: call.texts.length }, 'embedding provider did not answer');
    // What the embedder itself has said, such as that it is busy, needs no other words.
    if (failure.cause instanceof AppError && failure.status === undefined) throw failure.cause;
    throw nobodyAnswered('The texts could not be embedded', [failure]);
  }
}

async function embedOnce(dependencies: EmbedDependencies, call: GatewayEmbed): Promise<Embeddings> {
  const { embedder } = dependencies;
  const { texts, purpose, signal, context } = call;
  const reserved = await reserveTexts(dependencies, call);
  const begun = await begin(dependencies, call).catch(async (error: unknown) => {
    await reserved?.settle(0);
    throw new NotKept(error);
  });
  const startedAt = performance.now();
  try {
    const embeddings = await embedder.embed(texts, { purpose, signal, owner: context.organizationId });
    const { tokens, estimated } = embeddings;
    await settle(dependencies, call, { outcome: 'ok', tokens, estimated, startedAt, reserved, begun });
    return embeddings;
  } catch (error) {
    const failure = toProviderError(embedder.provider, error);
    await settle(dependencies, call, {
      outcome: signal?.aborted ? 'aborted' : failure.kind,
      tokens: failure.usage?.promptTokens ?? 0,
      estimated: failure.usage?.estimated,
      startedAt,
      reserved,
      begun,
    });
    throw failure;
  }
}

/**
 * A job's call is in the ledger before it is made, with the tokens that we count, as lost: should the process die before it hears
 * of the end, the provider has charged it all the same.
 */
async function begin(
  { embedder, meter }: EmbedDependencies,
  { context, texts }: GatewayEmbed,
): Promise<{ _id: string; createdAt: Date } | null> {
  const { provider, model } = embedder;
  if (!context.jobId || provider === 'local') return null;
  const promptTokens = embedder.countTokens(texts).reduce((sum, tokens) => sum + tokens, 0);
  const spent = { provider, model, promptTokens, completionTokens: 0 };
  const begun = { _id: newId(), createdAt: new Date() };
  const call = { ...context, ...spent, ...begun, ...priced(spent), estimated: true };
  await meter.begin({ ...call, kind: 'embedding', outcome: 'lost' });
  return begun;
}

async function settle(
  { embedder, meter }: EmbedDependencies,
  { context, onMetered }: GatewayEmbed,
  {
    outcome,
    tokens,
    estimated = false,
    startedAt,
    reserved,
    begun,
  }: {
    outcome: CallOutcome;
    tokens: number;
    estimated?: boolean;
    startedAt: number;
    reserved: Reserved | null;
    begun: { _id: string; createdAt: Date } | null;
  },
): Promise<void> {
  const { provider, model } = embedder;
  const spent = { provider, model, promptTokens: tokens, completionTokens: 0 };
  const price = priced(spent);
  const latencyMs = performance.now() - startedAt;
  const metered: ModelCall | ModelCallRecord = {
    ...begun,
    ...{ ...context, ...spent, kind: 'embedding', estimated },
    ...{ ...price, latencyMs, outcome },
  };
  onMetered?.(metered);
  await meter.record(metered, { durable: price.costMicros !== 0 || begun !== null });
  await reserved?.settle(price.costMicros);
}
