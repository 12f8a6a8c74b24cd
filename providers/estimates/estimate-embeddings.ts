import type { Embedders, EmbeddingModel } from '../embeddings/embedders.js';
import { maxBatch } from '../embeddings/openai.embedder.js';
import { costMicros } from '../metering/prices.js';
import { nothingPaid, type WorkEstimate } from './work-estimate.js';

/** Texts that are counted before others go first. */
const countedAtOnce = 200;

export interface TextsToEmbed {
  model: EmbeddingModel;
  /** Those that have no vector yet. */
  texts: Iterable<string>;
  /** The texts are a part of so many times as much; 1 when they are all. */
  times?: number;
  /** Requests that may be made at most, each of which is rounded up to a micro-dollar; as few as can be when absent. */
  mostRequests?: number;
}

/** What the vectors of texts cost. Models on this machine are neither loaded nor paid. */
export async function estimateEmbeddings(
  embedders: Pick<Embedders, 'get' | 'isRemote'>,
  { model, texts, times = 1, mostRequests = 0 }: TextsToEmbed,
): Promise<WorkEstimate> {
  if (!embedders.isRemote(model)) return nothingPaid(model.model);
  const distinct = [...new Set(texts)];
  if (distinct.length === 0) return nothingPaid(model.model, 'openai');
  const { provider, maxTokens, countTokens } = await reader(embedders, model);
  let counted = 0;
  for (let start = 0; start < distinct.length; start += countedAtOnce) {
    for (const tokens of countTokens(distinct.slice(start, start + countedAtOnce)))
      counted += Math.min(tokens, maxTokens);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const prompt = Math.ceil(counted * times);
  const requests = Math.ceil((distinct.length * times) / maxBatch);
  const cost = costMicros({ provider, model: model.model, promptTokens: prompt, completionTokens: 0 });
  const most = Math.max(requests, mostRequests);
  return {
    ...{ provider, model: model.model, requests },
    tokens: { prompt, completion: 0 },
    ...{ expected: cost, maximum: cost === null ? null : cost + most },
  };
}

async function reader(embedders: Pick<Embedders, 'get'>, model: EmbeddingModel) {
  const embedder = await embedders.get(model);
  const { provider, maxTokens } = embedder;
  return { provider, maxTokens, countTokens: (texts: string[]) => embedder.countTokens(texts) };
}
