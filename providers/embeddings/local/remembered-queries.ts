import type { EmbeddingPurpose, Embeddings } from '../embedder.js';
import type { EmbeddedText } from './embedding-messages.js';
import { LruCache } from './lru-cache.js';

/** Questions whose vectors are remembered, 1.5 kB each: conversations and tests repeat them. */
const size = 1_000;

/** Embeds a text that stands several times in a call once, and a question that was asked lately not at all. */
export class RememberedQueries {
  private readonly queries = new LruCache<string, Float32Array>(size);

  /** @param run embeds texts, all different, in their order. */
  async embed(
    texts: string[],
    purpose: EmbeddingPurpose,
    run: (missing: string[]) => Promise<EmbeddedText[]>,
  ): Promise<Embeddings> {
    const remembers = purpose === 'query';
    const vectors = new Map(texts.map((text) => [text, remembers ? this.queries.get(text) : undefined]));
    const missing = [...vectors.keys()].filter((text) => !vectors.get(text));
    const embedded = await run(missing);
    for (const [index, text] of missing.entries()) {
      const vector = embedded[index]?.vector;
      vectors.set(text, vector);
      if (remembers && vector) this.queries.set(text, vector);
    }
    const tokens = embedded.reduce((sum, text) => sum + text.tokens, 0);
    // Copies, so that whoever changes a vector changes neither a repeated text's nor the remembered one.
    return { vectors: texts.map((text) => new Float32Array(vectors.get(text) ?? [])), tokens };
  }
}
