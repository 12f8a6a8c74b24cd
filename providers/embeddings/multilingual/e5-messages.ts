import type { EmbeddingPurpose } from '../embedder.js';

/** One text for the engine's process. */
export interface E5Text {
  text: string;
  purpose: EmbeddingPurpose;
}

/** What the process answers: that it is ready, or the vector of the text that it was given last. */
export type FromE5Process =
  'ready' | { vector: Float32Array<ArrayBuffer>; tokens: number } | { error: string };
