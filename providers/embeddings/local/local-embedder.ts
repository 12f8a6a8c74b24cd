import type { Logger } from '../../../platform/logging/logger.js';
import type { Embedder, Embeddings, EmbedOptions } from '../embedder.js';
import type { TokenSpan } from '../../tokens/token-spans.js';
import { ensureMiniLmOnnx } from './convert-minilm.js';
import type { EmbeddedText } from './embedding-messages.js';
import { startEmbeddingThread } from './embedding-thread.js';
import { findMiniLmFiles } from './minilm-files.js';
import { miniLm } from './minilm-graph.js';
import { RememberedQueries } from './remembered-queries.js';
import { ThreadPool } from './thread-pool.js';
import { loadTokenizer, maxTextTokens, type TextTokenizer } from './tokenizer.js';

export const localModel = 'all-MiniLM-L6-v2';
export const englishModel = { model: localModel, dimensions: miniLm.hidden };

export interface LocalEmbedderOptions {
  /** The folder with `model.safetensors` and `tokenizer.json`. */
  modelDir: string;
  /** The project's cache folder; the converted model is kept in it. */
  cacheDir: string;
  /** How many texts are embedded at the same time; each thread takes about 60 MB. */
  threads: number;
  logger: Logger;
}

export interface LocalEmbedder extends Embedder {
  /**
   * The words, punctuation marks and ideographs of a text with their tokens. A text cut between spans has no more
   * tokens than its spans together, so it can be cut wherever a limit of tokens is reached.
   */
  tokenSpans(text: string): TokenSpan[];
}

/**
 * all-MiniLM-L6-v2 (384 dimensions, English) on threads of this process. A text is embedded alone, so the same
 * text always gets the same vector. Close it before `process.exit`, which would end a thread in the middle of an
 * inference; the native code then aborts the process.
 * @throws ModelFileError when the model's files are missing or damaged.
 */
export async function createLocalEmbedder(options: LocalEmbedderOptions): Promise<LocalEmbedder> {
  const { modelDir, cacheDir, threads, logger } = options;
  const files = await findMiniLmFiles(modelDir);
  const tokenizer = await loadTokenizer(files.tokenizer);
  const model = await ensureMiniLmOnnx({ weights: files.weights, cacheDir, logger });
  const start = () => startEmbeddingThread({ model, tokenizer: files.tokenizer });
  return new ThreadedEmbedder(tokenizer, await ThreadPool.start({ size: threads, start, logger }));
}

class ThreadedEmbedder implements LocalEmbedder {
  readonly model = localModel;
  readonly provider = 'local';
  readonly dimensions = miniLm.hidden;
  readonly maxTokens = maxTextTokens;
  private readonly queries = new RememberedQueries();

  constructor(
    private readonly tokenizer: TextTokenizer,
    private readonly pool: ThreadPool<string, EmbeddedText>,
  ) {}

  async embed(texts: string[], { purpose, owner, signal }: EmbedOptions): Promise<Embeddings> {
    signal?.throwIfAborted();
    const urgent = purpose === 'query';
    return this.queries.embed(texts, purpose, (missing) => this.pool.run(missing, { urgent, owner, signal }));
  }

  countTokens(texts: string[]): number[] {
    return texts.map((text) => this.tokenizer.countTokens(text));
  }

  tokenSpans(text: string): TokenSpan[] {
    return this.tokenizer.tokenSpans(text);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
