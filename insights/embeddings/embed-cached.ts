import { JobStopped } from '../../jobs/index.js';
import { derivedId } from '../../platform/ids.js';
import {
  createSpending,
  type CallContext,
  type EmbeddingModel,
  type Gateway,
  type ModelCall,
  type Spending,
} from '../../providers/index.js';
import { cachedEmbeddingRepository } from './cached-embedding.repository.js';
import { embeddingDayRepository } from './embedding-day.repository.js';

export interface EmbeddingDependencies {
  gateway: Pick<Gateway, 'embed'>;
  /** Seconds that a vector is kept for; 0 keeps none. */
  cacheSeconds: () => number;
}

export interface EmbedCached {
  context: CallContext;
  model: EmbeddingModel;
  texts: string[];
  purpose: 'query' | 'passage';
  signal?: AbortSignal;
  spending?: Spending;
  /** Before every call that may cost money. @throws to prevent it */
  beforeCall?: () => Promise<void>;
}

export interface CachedEmbeddings {
  vectors: Float32Array[];
  /** Tokens that the model read for texts that were not known. */
  tokens: number;
  cached: number;
  generated: number;
}

/** Texts of one call: what was paid for is kept before the next one, so that nothing interrupted is paid twice. */
const textsAtOnce = 96;
/** What a job had embedded when it came to rest, perhaps until the next month. */
const keptAtRestMs = 40 * 86_400_000;

/**
 * Vectors of texts, of which those that the organisation has had embedded lately cost nothing; a text that comes twice is
 * embedded once. @throws what `Gateway.embed` throws; what was embedded until then is kept
 */
export async function embedCached(
  dependencies: EmbeddingDependencies,
  call: EmbedCached,
): Promise<CachedEmbeddings> {
  const { context, model, texts, purpose } = call;
  const { organizationId } = context;
  const keys = texts.map((text) => derivedId(organizationId, model.model, purpose, text));
  const distinct = new Map(keys.map((key, index) => [key, texts[index] ?? '']));
  const known = await knownVectors(dependencies, organizationId, [...distinct.keys()]);
  const missing = [...distinct].filter(([key]) => !known.has(key));
  let tokens = 0;
  let embedded = 0;
  const own = createSpending();
  const note = (metered: ModelCall): void => {
    own.note(metered);
    call.spending?.note(metered);
  };
  const startedAt = performance.now();
  const misses = missing.length;
  const hits = texts.length - misses;
  try {
    for (let start = 0; start < missing.length; start += textsAtOnce) {
      const part = missing.slice(start, start + textsAtOnce);
      const made = await embedPart(dependencies, { ...call, note }, part);
      tokens += made.tokens;
      embedded += part.length;
      for (const [index, [key]] of part.entries()) known.set(key, made.vectors[index] ?? new Float32Array());
    }
  } catch (error) {
    if (error instanceof JobStopped) await keepAtRest(dependencies, organizationId, [...known.keys()]);
    throw error;
  } finally {
    const calls = Math.ceil(misses / textsAtOnce);
    const ms = calls === 0 ? 0 : Math.round(performance.now() - startedAt);
    const costMicros = own.costMicros();
    const cost = { costMicros: costMicros ?? 0, unpriced: costMicros === null ? calls : 0 };
    const counts = { hits, misses, embedded, failed: misses - embedded, tokens, calls, ms, ...cost };
    await embeddingDayRepository.add(organizationId, model.model, counts);
  }
  const vectors = keys.map((key) => known.get(key) ?? new Float32Array());
  return { vectors, tokens, cached: hits, generated: misses };
}

async function knownVectors(
  { cacheSeconds }: EmbeddingDependencies,
  organizationId: string,
  keys: string[],
): Promise<Map<string, Float32Array>> {
  if (cacheSeconds() === 0) return new Map();
  const stored = await cachedEmbeddingRepository.take(organizationId, keys);
  return new Map([...stored].map(([key, bytes]) => [key, fromBytes(bytes)]));
}

async function keepAtRest(
  { cacheSeconds }: EmbeddingDependencies,
  organizationId: string,
  keys: string[],
): Promise<void> {
  if (cacheSeconds() === 0) return;
  await cachedEmbeddingRepository.prolong(organizationId, keys, new Date(Date.now() + keptAtRestMs));
}

async function embedPart(
  { gateway, cacheSeconds }: EmbeddingDependencies,
  { context, model, purpose, signal, note, beforeCall }: EmbedCached & { note: (call: ModelCall) => void },
  part: [key: string, text: string][],
) {
  await beforeCall?.();
  const texts = part.map(([, text]) => text);
  const made = await gateway.embed({ context, model, texts, purpose, signal, onMetered: note });
  const seconds = cacheSeconds();
  if (seconds > 0) {
    const entries = part.map(([_id], index) => ({
      ...{ _id, model: model.model },
      vector: toBytes(made.vectors[index] ?? new Float32Array()),
    }));
    await cachedEmbeddingRepository.put(
      context.organizationId,
      entries,
      new Date(Date.now() + seconds * 1_000),
    );
  }
  return made;
}

const toBytes = (vector: Float32Array): Buffer =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
/** A copy, as the bytes may begin where no number may. */
const fromBytes = (bytes: Buffer): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);
