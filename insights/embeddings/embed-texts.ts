import type { Actor } from '../../accounts/index.js';
import type { EmbeddedTexts, EmbeddingService, EmbedTexts } from '../../contracts/ai/embeddings.contract.js';
import type { Embedders } from '../../providers/index.js';
import { cachedEmbeddingRepository } from './cached-embedding.repository.js';
import { chooseModel } from './choose-model.js';
import { embedCached, type EmbeddingDependencies } from './embed-cached.js';
import { costOf, embeddingDayRepository } from './embedding-day.repository.js';

export interface EmbedTextsDependencies extends EmbeddingDependencies {
  embedders: Pick<Embedders, 'general' | 'named' | 'names' | 'isRemote' | 'get'>;
}

/** Vectors of a caller's texts. @throws AppError VALIDATION_ERROR, SERVICE_UNAVAILABLE, PROVIDER_ERROR */
export async function embedTexts(
  { embedders, ...dependencies }: EmbedTextsDependencies,
  { actor, input, signal }: { actor: Actor; input: EmbedTexts; signal: AbortSignal },
): Promise<EmbeddedTexts> {
  const model = chooseModel(embedders, input.model);
  const { organizationId } = actor;
  const { vectors, tokens, cached, generated } = await embedCached(dependencies, {
    ...{ model, signal, texts: input.texts, purpose: 'passage' },
    context: { organizationId, feature: 'embeddings' },
  });
  return {
    success: true,
    embeddings: vectors.map((vector) => [...vector]),
    model: model.model,
    provider: providerOf(embedders, model),
    dimensions: vectors[0]?.length ?? model.dimensions,
    usage: { promptTokens: tokens, totalTokens: tokens },
    ...{ cached, generated },
  };
}

const providerOf = (embedders: Pick<Embedders, 'isRemote'>, model: Parameters<Embedders['isRemote']>[0]) =>
  embedders.isRemote(model) ? 'openai' : 'local';

/** Which model there is, and what it has done for an organisation. */
export async function readEmbeddingService(
  { embedders }: Pick<EmbedTextsDependencies, 'embedders'>,
  actor: Actor,
): Promise<EmbeddingService> {
  const { organizationId } = actor;
  const model = embedders.general();
  const [embedder, cacheSize, counts] = await Promise.all([
    embedders.get(model).catch(() => null),
    cachedEmbeddingRepository.count(organizationId),
    embeddingDayRepository.totals(organizationId),
  ]);
  const { hits, misses, tokens } = counts;
  const costMicros = costOf(counts);
  return {
    success: true,
    available: embedder !== null,
    model: {
      name: model.model,
      provider: providerOf(embedders, model),
      dimensions: embedder?.dimensions ?? model.dimensions,
      maxTokens: embedder?.maxTokens ?? null,
    },
    models: embedders.names(),
    stats: {
      ...{ cacheSize, cacheHits: hits, cacheMisses: misses, totalRequests: hits + misses },
      totalTokens: tokens,
      totalCost: costMicros === null ? null : costMicros / 1_000_000,
      hitRate: hits + misses === 0 ? null : Math.round((100 * hits) / (hits + misses)),
    },
  };
}
