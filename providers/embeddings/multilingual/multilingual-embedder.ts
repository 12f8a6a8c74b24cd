import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logging/logger.js';
import type { Embedder, Embeddings, EmbedOptions } from '../embedder.js';
import type { EmbeddedText } from '../local/embedding-messages.js';
import { RememberedQueries } from '../local/remembered-queries.js';
import { ThreadPool, unlessAborted } from '../local/thread-pool.js';
import { e5 } from './e5-engine.js';
import type { E5Text } from './e5-messages.js';
import { startE5Process } from './e5-thread.js';
import { estimateTokens } from './estimate-tokens.js';

export const multilingualModel = { model: e5.model, dimensions: e5.dimensions };

export interface MultilingualEmbedderOptions {
  /** Finds the model's folder, or fetches it; asked at the first use only. */
  findFolder: () => Promise<string>;
  /** How many texts are embedded at the same time, each in a process of about 120 MB. */
  processes: number;
  logger: Logger;
  /** Milliseconds for which a failure to get the model is remembered. */
  restMs?: number;
}

type Pool = ThreadPool<E5Text, EmbeddedText>;

const defaultRestMs = 30_000;

/**
 * multilingual-e5-small (384 dimensions, a hundred languages) in processes that are started, and a model that is fetched, at
 * the first use: whoever has English documents only pays nothing for it. It is slow, 10 to 30 texts of 40 words a second.
 */
export const createMultilingualEmbedder = (options: MultilingualEmbedderOptions): Embedder =>
  new MultilingualEmbedder(options);

class MultilingualEmbedder implements Embedder {
  readonly model = e5.model;
  readonly provider = 'local';
  readonly dimensions = e5.dimensions;
  readonly maxTokens = e5.maxTokens;
  private readonly queries = new RememberedQueries();
  private starting?: Promise<Pool>;
  private failure?: { error: AppError; until: number };
  private closed = false;

  constructor(private readonly options: MultilingualEmbedderOptions) {}

  async embed(texts: string[], { purpose, owner, signal }: EmbedOptions): Promise<Embeddings> {
    signal?.throwIfAborted();
    const urgent = purpose === 'query';
    return this.queries.embed(texts, purpose, async (missing) => {
      if (missing.length === 0) return [];
      const pool = await unlessAborted(this.pool(), signal);
      return pool.run(
        missing.map((text) => ({ text, purpose })),
        { urgent, owner, signal },
      );
    });
  }

  countTokens(texts: string[]): number[] {
    return texts.map(estimateTokens);
  }

  async close(): Promise<void> {
    this.closed = true;
    // What failed to start has nothing to close.
    const pool = await this.starting?.catch(() => undefined);
    await pool?.close();
  }

  /** The processes; those who ask for them at the same time get the same. */
  private pool(): Promise<Pool> {
    if (this.closed) return Promise.reject(new AppError('SERVICE_UNAVAILABLE', 'The embedder is closed'));
    const { failure } = this;
    // Fetching takes long to fail: meanwhile everyone who asks is told at once.
    if (failure && Date.now() < failure.until)
      return Promise.reject(unavailable(failure.error, (failure.until - Date.now()) / 1_000));
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  private async start(): Promise<Pool> {
    const { findFolder, processes, logger, restMs = defaultRestMs } = this.options;
    try {
      const folder = await findFolder();
      return await ThreadPool.start({ size: processes, start: () => startE5Process(folder), logger });
    } catch (error) {
      logger.warn({ err: error }, 'the multilingual embedding model cannot be used');
      const failure = unavailable(error, restMs / 1_000);
      this.failure = { error: failure, until: Date.now() + restMs };
      throw failure;
    }
  }
}

function unavailable(cause: unknown, retryAfter: number): AppError {
  const message =
    'The multilingual embedding model cannot be fetched or run on this machine; the log says why. ' +
    'Set EMBEDDINGS_URL to a server of embeddings, or keep to knowledge bases in English.';
  return new AppError('SERVICE_UNAVAILABLE', message, { retryAfter: Math.ceil(retryAfter), cause });
}
