import type { Embedder, Embeddings, EmbedOptions } from './embedder.js';
import { EmbeddingsClient, malformed } from './openai-embeddings-client.js';
import { ProviderError } from '../chat/provider-error.js';
import { normalized } from './normalized.js';
import { openAiEmbeddingModels, openAiMaxTokens } from './openai-embedding-models.js';
import { loadEmbeddingTokens, type OpenAiTokens } from '../tokens/openai-tokens.js';

export interface OpenAiEmbedderOptions {
  /** Any server that speaks OpenAI's embeddings, its `/v1` included. */
  baseUrl?: string;
  /** Servers of one's own often want none. */
  apiKey?: string | (() => string | undefined);
  model: string;
  /** Length of the vectors; asked of the server with one short text when neither given nor known. */
  dimensions?: number;
  /** The length is a guess that the first answer may correct. */
  isAssumed?: boolean;
  /** Called when the server's vectors have another length than expected. */
  onOtherDimensions?: () => void;
  /** Tokens (cl100k_base) to which a text is cut; 8,191, as OpenAI's models allow. */
  maxTokens?: number;
  /** Milliseconds for one request; 60,000. */
  timeoutMs?: number;
}

/** Texts sent in one request. Whoever must not pay twice after a failure gives no more than these to a call. */
export const maxBatch = 96;

const loneSurrogates = /\p{Surrogate}/gu;
const defaultUrl = 'https://api.openai.com/v1';
const defaultTimeoutMs = 60_000;

/**
 * Embeddings of OpenAI or of a server that speaks its protocol, over connections that stay open. Nothing is
 * retried here: the gateway above does that. Plain requests instead of LangChain's driver, which passes on neither
 * an abort signal nor the tokens used.
 * @throws ProviderError when the dimensions must be asked for and the server does not answer.
 */
export async function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Promise<Embedder> {
  const { model, apiKey, baseUrl = defaultUrl, timeoutMs = defaultTimeoutMs } = options;
  const tokenizer = await loadEmbeddingTokens();
  const client = new EmbeddingsClient({ baseUrl, apiKey, model, timeoutMs });
  try {
    const known =
      baseUrl === defaultUrl
        ? openAiEmbeddingModels.find((one) => one.model === model)?.dimensions
        : undefined;
    const dimensions = options.dimensions ?? known ?? (await client.askDimensions());
    const { maxTokens, isAssumed, onOtherDimensions } = options;
    const address = new URL(baseUrl).hostname;
    return new OpenAiEmbedder({
      client,
      tokenizer,
      model,
      address,
      dimensions,
      maxTokens,
      isAssumed,
      onOtherDimensions,
    });
  } catch (error) {
    await client.close();
    throw error;
  }
}

interface Parts {
  client: EmbeddingsClient;
  tokenizer: OpenAiTokens;
  model: string;
  address: string;
  dimensions: number;
  maxTokens?: number;
  isAssumed?: boolean;
  onOtherDimensions?: () => void;
}

class OpenAiEmbedder implements Embedder {
  readonly provider = 'openai';
  readonly model: string;
  readonly address: string;
  dimensions: number;
  readonly maxTokens: number;
  private isAssumed: boolean;
  private readonly client: EmbeddingsClient;
  private readonly tokenizer: OpenAiTokens;
  private readonly onOtherDimensions: () => void;

  constructor({ client, tokenizer, model, address, dimensions, ...options }: Parts) {
    const { maxTokens = openAiMaxTokens, isAssumed = false, onOtherDimensions = () => undefined } = options;
    this.client = client;
    this.tokenizer = tokenizer;
    this.model = model;
    this.address = address;
    this.dimensions = dimensions;
    this.maxTokens = maxTokens;
    this.isAssumed = isAssumed;
    this.onOtherDimensions = onOtherDimensions;
  }

  async embed(texts: string[], { signal }: EmbedOptions): Promise<Embeddings> {
    const distinct = [...new Set(texts)];
    const vectors = new Map<string, Float32Array>();
    const spent = { promptTokens: 0, completionTokens: 0, estimated: false };
    try {
      for (let start = 0; start < distinct.length; start += maxBatch) {
        const batch = distinct.slice(start, start + maxBatch);
        const inputs = batch.map((text) => this.sendable(text));
        const answer = await this.client.request(inputs, signal);
        spent.promptTokens += answer.tokens ?? sum(this.countTokens(inputs));
        spent.estimated ||= answer.tokens === undefined;
        for (const [index, text] of batch.entries())
          vectors.set(text, this.vector(answer.vectors[index] ?? []));
      }
    } catch (error) {
      // What was answered before has been charged.
      if (spent.promptTokens === 0 || !(error instanceof ProviderError)) throw error;
      const { kind, provider, status, retryAfterMs, cause } = error;
      throw new ProviderError(error.message, { kind, provider, status, retryAfterMs, usage: spent, cause });
    }
    const { promptTokens: tokens, estimated } = spent;
    return { vectors: texts.map((text) => new Float32Array(vectors.get(text) ?? [])), tokens, estimated };
  }

  countTokens(texts: string[]): number[] {
    return texts.map((text) => this.tokenizer.count(text));
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** No longer than the model reads, and without what a server would refuse a whole batch for. */
  private sendable(text: string): string {
    const wellFormed = text.replace(loneSurrogates, '\ufffd');
    return this.tokenizer.cut(wellFormed, this.maxTokens) || ' ';
  }

  private vector(values: number[]): Float32Array {
    if (this.isAssumed) {
      this.dimensions = values.length;
      this.isAssumed = false;
    }
    if (values.length !== this.dimensions) {
      this.onOtherDimensions();
      throw malformed(`${this.model} gave ${values.length} dimensions, expected ${this.dimensions}`);
    }
    const vector = normalized(values);
    if (!vector) throw malformed(`${this.model} gave a vector without direction`);
    return vector;
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
