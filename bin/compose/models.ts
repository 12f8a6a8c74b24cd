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
  if (config.EMBEDDINGS_URL) {
    return createOpenAiEmbedder({
      baseUrl: config.EMBEDDINGS_URL,
      apiKey: config.OPENAI_API_KEY,
      model: config.EMBEDDINGS_MODEL ?? 'text-embedding-3-small',
    });
  }
  const { folder } = await resolveModelFolder({ environment: process.env, cacheDir: config.CACHE_DIR });
  return createLocalEmbedder({
    modelDir: folder,
    cacheDir: config.CACHE_DIR,
    threads: config.EMBEDDING_THREADS,
    logger,
  });
}
