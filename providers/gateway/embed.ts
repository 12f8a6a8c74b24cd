import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';
import { toProviderError } from '../chat/to-provider-error.js';
import type { Embedder, Embeddings } from '../embeddings/embedder.js';
import type { Meter } from '../metering/meter.js';
import type { CallOutcome } from '../metering/model-call.js';
import { costMicros } from '../metering/prices.js';
import type { GatewaySettings } from './gateway-settings.js';
import type { GatewayEmbed } from './gateway.types.js';
import { nobodyAnswered } from './nobody-answered.js';
import { withRetries } from './with-retries.js';

export interface EmbedDependencies {
  embedder: Embedder;
  meter: Meter;
  logger: Logger;
  settings: GatewaySettings;
}

/** Vectors of texts, retried and metered. @throws AppError with `retryAfter` when known, or the signal's reason. */
export async function embed(dependencies: EmbedDependencies, call: GatewayEmbed): Promise<Embeddings> {
  const { embedder, settings, logger } = dependencies;
  try {
    return await withRetries(() => embedOnce(dependencies, call), settings, call.signal);
  } catch (error) {
    call.signal?.throwIfAborted();
    const failure = toProviderError(embedder.provider, error);
    logger.warn({ err: failure, texts: call.texts.length }, 'embedding provider did not answer');
    // What the embedder itself has said, such as that it is busy, needs no other words.
    if (failure.cause instanceof AppError && failure.status === undefined) throw failure.cause;
    throw nobodyAnswered('The texts could not be embedded', [failure]);
  }
}

async function embedOnce(dependencies: EmbedDependencies, call: GatewayEmbed): Promise<Embeddings> {
  const { embedder } = dependencies;
  const { texts, purpose, signal } = call;
  const startedAt = performance.now();
  try {
    const embeddings = await embedder.embed(texts, { purpose, signal });
    await settle(dependencies, call, { outcome: 'ok', tokens: embeddings.tokens, startedAt });
    return embeddings;
  } catch (error) {
    const failure = toProviderError(embedder.provider, error);
    await settle(dependencies, call, {
      outcome: signal?.aborted ? 'aborted' : failure.kind,
      tokens: 0,
      startedAt,
    });
    throw failure;
  }
}

function settle(
  { embedder, meter }: EmbedDependencies,
  { context }: GatewayEmbed,
  { outcome, tokens, startedAt }: { outcome: CallOutcome; tokens: number; startedAt: number },
): Promise<void> {
  const { provider, model } = embedder;
  const spent = { provider, model, promptTokens: tokens, completionTokens: 0 };
  const cost = tokens === 0 ? 0 : costMicros(spent);
  const latencyMs = performance.now() - startedAt;
  return meter.record(
    { ...context, ...spent, kind: 'embedding', estimated: false, costMicros: cost, latencyMs, outcome },
    { durable: cost !== 0 },
  );
}
