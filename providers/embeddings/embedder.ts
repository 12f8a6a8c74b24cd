/** A model that turns texts into vectors: local, or any server that speaks the OpenAI embeddings protocol. */
export interface Embedder {
  /** Stored with every collection; vectors of different models never meet. */
  readonly model: string;
  readonly provider: string;
  readonly dimensions: number;
  /** Tokens of input that the model reads; the rest of a text would be ignored. */
  readonly maxTokens: number;
  /** One L2-normalised vector a text, in order. Asymmetric models treat questions and passages differently. */
  embed(
    texts: string[],
    options: { purpose: 'query' | 'passage'; signal?: AbortSignal },
  ): Promise<Embeddings>;
  /** How many tokens of this model each text has, without special tokens. */
  countTokens(texts: string[]): number[];
  close(): Promise<void>;
}

export interface Embeddings {
  vectors: Float32Array[];
  /** Tokens read, for metering. */
  tokens: number;
}
