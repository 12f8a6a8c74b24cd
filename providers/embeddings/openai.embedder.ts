import type { Embedder, Embeddings, EmbedOptions } from './embedder.js';
import { EmbeddingsClient, malformed } from './openai-embeddings-client.js';
import { normalized } from './normalized.js';
import { loadOpenAiTokens, type OpenAiTokens } from './openai-tokens.js';

export interface OpenAiEmbedderOptions {
  /** Any server that speaks OpenAI's embeddings, its `/v1` included. */
  baseUrl?: string;
  /** Servers of one's own often want none. */
  apiKey?: string;
  model: string;
  /** Length of the vectors; asked of the server with one short text when neither given nor known. */
  dimensions?: number;
  /** Tokens (cl100k_base) to which a text is cut; 8,191, as OpenAI's models allow. */
  maxTokens?: number;
  /** Milliseconds for one request; 60,000. */
  timeoutMs?: number;
}

/** Texts sent in one request. Whoever must not pay twice after a failure gives no more than these to a call. */
export const maxBatch = 96;

/** Of OpenAI itself; another server may give these names to something else. */
const knownDimensions: Record<string, number> = {
  'text-embedding-3-small': 1_536,
  'text-embedding-3-large': 3_072,
  'text-embedding-ada-002': 1_536,
};

const loneSurrogates = /\p{Surrogate}/gu;
const defaultUrl = 'https://api.openai.com/v1';
const defaultMaxTokens = 8_191;
const defaultTimeoutMs = 60_000;

/**
 * Embeddings of OpenAI or of a server that speaks its protocol, over connections that stay open. Nothing is
 * retried here: the gateway above does that. Plain requests instead of LangChain's driver, which passes on neither
 * an abort signal nor the tokens used.
 * @throws ProviderError when the dimensions must be asked for and the server does not answer.
 */
export async function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Promise<Embedder> {
  const { model, apiKey, baseUrl = defaultUrl, timeoutMs = defaultTimeoutMs } = options;
  const tokenizer = await loadOpenAiTokens();
  const client = new EmbeddingsClient({ baseUrl, apiKey, model, timeoutMs });
  try {
    const known = baseUrl === defaultUrl ? knownDimensions[model] : undefined;
    const dimensions = options.dimensions ?? known ?? (await client.askDimensions());
    return new OpenAiEmbedder({ client, tokenizer, model, dimensions, maxTokens: options.maxTokens });
  } catch (error) {
    await client.close();
    throw error;
  }
}

interface Parts {
  client: EmbeddingsClient;
  tokenizer: OpenAiTokens;
  model: string;
  dimensions: number;
  maxTokens?: number;
}

class OpenAiEmbedder implements Embedder {
  readonly provider = 'openai';
  readonly model: string;
  readonly dimensions: number;
  readonly maxTokens: number;
  private readonly client: EmbeddingsClient;
  private readonly tokenizer: OpenAiTokens;

  constructor({ client, tokenizer, model, dimensions, maxTokens = defaultMaxTokens }: Parts) {
    this.client = client;
    this.tokenizer = tokenizer;
    this.model = model;
    this.dimensions = dimensions;
    this.maxTokens = maxTokens;
  }

  async embed(texts: string[], { signal }: EmbedOptions): Promise<Embeddings> {
    const distinct = [...new Set(texts)];
    const vectors = new Map<string, Float32Array>();
    let tokens = 0;
    for (let start = 0; start < distinct.length; start += maxBatch) {
      const batch = distinct.slice(start, start + maxBatch);
      const inputs = batch.map((text) => this.sendable(text));
      const answer = await this.client.request(inputs, signal);
      tokens += answer.tokens ?? sum(this.countTokens(inputs));
      for (const [index, text] of batch.entries())
        vectors.set(text, this.vector(answer.vectors[index] ?? []));
    }
    return { vectors: texts.map((text) => new Float32Array(vectors.get(text) ?? [])), tokens };
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
    if (values.length !== this.dimensions) {
      throw malformed(`${this.model} gave ${values.length} dimensions, expected ${this.dimensions}`);
    }
    const vector = normalized(values);
    if (!vector) throw malformed(`${this.model} gave a vector without direction`);
    return vector;
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
