import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { resolveModelFolder } from '../../platform/services/index.js';
import {
  createGateway,
  createLocalEmbedder,
  createLocalProvider,
  createMeter,
  createOpenAiEmbedder,
  createOpenAiProvider,
  type ChatProvider,
  type Embedder,
  type Gateway,
} from '../../providers/index.js';

export interface Models {
  gateway: Gateway;
  embedder: Embedder;
  close(): Promise<void>;
}

/** The gateway with every provider that is configured; the local one is always there, last. */
export async function createModels({ config, logger }: { config: Config; logger: Logger }): Promise<Models> {
  const embedder = await createEmbedder({ config, logger });
  const meter = createMeter({ logger });
  const openai = config.OPENAI_API_KEY
    ? createOpenAiProvider({
        apiKey: config.OPENAI_API_KEY,
        baseUrl: config.OPENAI_BASE_URL,
        defaultModel: config.OPENAI_MODEL,
      })
    : undefined;
  const providers: ChatProvider[] = [...(openai ? [openai] : []), createLocalProvider({ embedder })];
  return {
    gateway: createGateway({ providers, embedder, meter, logger }),
    embedder,
    async close() {
      await openai?.close();
      await embedder.close();
      await meter.close();
    },
  };
}

async function createEmbedder({ config, logger }: { config: Config; logger: Logger }): Promise<Embedder> {
  const {
    EMBEDDINGS_URL: baseUrl,
    EMBEDDINGS_MODEL: model = 'text-embedding-3-small',
    OPENAI_API_KEY: apiKey,
  } = config;
  if (baseUrl) return untilItAnswers(() => createOpenAiEmbedder({ baseUrl, apiKey, model }), logger);
  const { folder } = await resolveModelFolder({ environment: process.env, cacheDir: config.CACHE_DIR });
  return createLocalEmbedder({
    modelDir: folder,
    cacheDir: config.CACHE_DIR,
    threads: config.EMBEDDING_THREADS,
    logger,
  });
}

const attempts = 10;
const pauseMs = 3_000;

/** A server that is still starting, or at its limit, is asked again for half a minute. */
async function untilItAnswers<T>(ask: () => Promise<T>, logger: Logger): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === attempts) throw error;
      logger.warn({ err: error, attempt }, 'the embedding server does not answer; asking again');
      await sleep(pauseMs);
    }
  }
}
