export type EmbeddingPurpose = 'query' | 'passage';

export interface EmbedOptions {
  /** Asymmetric models treat questions and passages differently; questions are also answered first. */
  purpose: EmbeddingPurpose;
  /** Whose texts they are: where they wait, owners take turns. */
  owner?: string;
  signal?: AbortSignal;
}

/** A model that turns texts into vectors: local, or any server that speaks the OpenAI embeddings protocol. */
export interface Embedder {
  /** Stored with every collection; vectors of different models never meet. */
  readonly model: string;
  readonly provider: string;
  /** Host of the server, if there is one. */
  readonly address?: string;
  readonly dimensions: number;
  /** Tokens of a text that the model reads, counted as `countTokens` does; the rest would be ignored. */
  readonly maxTokens: number;
  /**
   * One L2-normalised vector a text, in order; the empty text has one too.
   * @throws AppError SERVICE_UNAVAILABLE when it is closed or too many questions wait, SERVER_ERROR when a text
   * ended its thread twice (local); ProviderError when the server fails (remote); the signal's reason when aborted.
   */
  embed(texts: string[], options: EmbedOptions): Promise<Embeddings>;
  /** How many tokens of this model each text has, without special tokens. */
  countTokens(texts: string[]): number[];
  close(): Promise<void>;
}

export interface Embeddings {
  vectors: Float32Array[];
  /** Tokens that the model read, for metering: repeated texts count once, remembered ones not at all. */
  tokens: number;
  /** Whether they were counted by us because the server did not tell. */
  estimated?: boolean;
}
