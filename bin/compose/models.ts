import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import {
  createBudgets,
  createEmbedders,
  createGateway,
  createLocalProvider,
  createMeter,
  createOpenAiEmbedder,
  createPaidAnswers,
  embeddingModelRepository,
  measureBreakers,
  openAiEmbeddingModels,
  englishModel,
  type Budgets,
  type Embedder,
  type Embedders,
  type FineTuning,
  type Gateway,
  type LiveSettings,
  type Moderator,
} from '../../providers/index.js';
import { localEmbedders } from './local-embedders.js';
import { followProviders } from './remote-providers.js';

export interface Models {
  gateway: Gateway;
  budgets: Budgets;
  embedders: Embedders;
  /** Null without a key of OpenAI. */
  fineTuning(): FineTuning | null;
  /** Null without a key of OpenAI: content is moderated locally then. */
  moderator(): Moderator | null;
  close(): Promise<void>;
}

/** The gateway with every provider that is switched on; the local one is always there, last. */
export async function createModels({ config, settings, logger }: ModelParts): Promise<Models> {
  const embedders = await openEmbedders({ config, settings, logger });
  const meter = createMeter({ logger });
  const remote = followProviders({ config, settings, meter, logger });
  const local = createLocalProvider({
    embedders,
    embedFor: (texts, of) => gateway.embed({ ...of, texts, purpose: 'query' }),
  });
  const budgets = createBudgets({ settings, logger });
  const providers = () => [...remote.chat(), local];
  const gateway: Gateway = createGateway({
    ...{ providers, embedders, meter, budgets, logger },
    paidAnswers: createPaidAnswers(),
  });
  const endMeasure = measureBreakers(() => {
    const moderator = remote.moderator();
    return [...gateway.status(), ...(moderator ? [moderator.status()] : [])];
  });
  return {
    gateway,
    budgets,
    embedders,
    fineTuning: remote.fineTuning,
    moderator: remote.moderator,
    async close() {
      endMeasure();
      await remote.close();
      await embedders.close();
      await meter.close();
    },
  };
}

export interface ModelParts {
  config: Config;
  settings: LiveSettings;
  logger: Logger;
}

async function openEmbedders({ config, settings, logger }: ModelParts): Promise<Embedders> {
  const {
    EMBEDDINGS_URL: baseUrl,
    EMBEDDINGS_MODEL: model = 'text-embedding-3-small',
    CACHE_DIR: cacheDir,
    EMBEDDING_THREADS: threads,
  } = config;
  const apiKey = () => settings.current().openai.apiKey ?? undefined;
  // The multilingual one is neither fetched nor started before the first text in another language than English.
  const embedders = createEmbedders({
    ...localEmbedders({ cacheDir, threads, logger }),
    server: baseUrl ? await createRemoteEmbedder({ baseUrl, apiKey, model }, logger) : undefined,
    openAi: offeredByOpenAi({ config, settings, apiKey }),
  });
  // Whoever starts a process wants to know at once that its model is there.
  if (!baseUrl) await embedders.get(englishModel);
  return embedders;
}

/** OpenAI's own models, each made when it is asked for first. */
function offeredByOpenAi({
  config: { OPENAI_BASE_URL: baseUrl },
  settings,
  apiKey,
}: Omit<ModelParts, 'logger'> & { apiKey: () => string | undefined }) {
  const offers = openAiEmbeddingModels.map(({ model, dimensions }) => ({
    ...{ model, dimensions },
    open: () =>
      createOpenAiEmbedder({ apiKey, baseUrl, model, dimensions, isAssumed: baseUrl !== undefined }),
  }));
  return () => (settings.current().openai.enabled ? offers : []);
}

/** The length of a server's vectors is asked for once: a process that starts makes no paid call. */
async function createRemoteEmbedder(
  server: { baseUrl: string; apiKey: () => string | undefined; model: string },
  logger: Logger,
): Promise<Embedder> {
  const dimensions = await embeddingModelRepository.systemDimensionsOf(server);
  const onOtherDimensions = (): void =>
    void embeddingModelRepository.systemForget(server).catch(() => undefined);
  const options = { ...server, dimensions, onOtherDimensions };
  const embedder = await untilItAnswers(() => createOpenAiEmbedder(options), logger);
  if (dimensions === undefined) await embeddingModelRepository.systemRemember(server, embedder.dimensions);
  return embedder;
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
