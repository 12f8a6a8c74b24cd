/** What the embedding thread is given at its start. */
export interface EmbeddingThreadData {
  /** The ONNX file. */
  model: string;
  tokenizer: string;
}

/** The vector of one text (its buffer is transferred) and how many of the text's tokens were read. */
export interface EmbeddedText {
  vector: Float32Array<ArrayBuffer>;
  tokens: number;
}

export type ToThread = { text: string } | 'stop';
export type FromThread = 'ready' | EmbeddedText | { error: string };
