import { join } from 'node:path';
import { ConfigError, type Config } from '../../platform/config/config.js';
import { DataDirLockedError, lockDataDir } from '../../platform/services/index.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createLanceStore } from '../../platform/vectors/lancedb.store.js';
import { createQdrantStore } from '../../platform/vectors/qdrant.store.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';

interface Options {
  config: Config;
  logger: Logger;
}

/** Qdrant when its address is configured, otherwise the store that needs no server. Only the worker writes. */
export const createVectorStore = (options: Options, role: { writer: boolean }): Promise<VectorStore> =>
  options.config.QDRANT_URL
    ? openQdrant(options.config, options.config.QDRANT_URL, role)
    : openLance(options, role);

export const openQdrant = (
  { QDRANT_API_KEY, QDRANT_PREFIX, QDRANT_QUANTIZATION }: Config,
  url: string,
  options: { writer: boolean; patienceMs?: number },
): Promise<VectorStore> =>
  createQdrantStore({
    ...options,
    url,
    apiKey: QDRANT_API_KEY,
    prefix: QDRANT_PREFIX,
    quantization: QDRANT_QUANTIZATION,
  });

/**
 * Which store it will be, in a few words for the terminal, asked before anything is started.
 * @throws Error naming the setting when Qdrant is configured and cannot be used.
 */
export async function lookForVectorStore(config: Config): Promise<string> {
  if (!config.QDRANT_URL) return `LanceDB in ${join(config.DATA_DIR, 'vectors')}`;
  const store = await openQdrant(config, config.QDRANT_URL, { writer: false, patienceMs: 5_000 });
  await store.close();
  return `${store.engine} at ${new URL(config.QDRANT_URL).host}`;
}

/**
 * Files in the data folder, shared by the processes of one machine, one of which writes.
 * @throws ConfigError when another process writes them already
 */
export async function openLance(
  { config, logger }: Options,
  { writer }: { writer: boolean },
): Promise<VectorStore> {
  const directory = join(config.DATA_DIR, 'vectors');
  const claim = writer ? await claimWriting(directory) : undefined;
  const store = await createLanceStore({
    directory,
    writer,
    onUpkeepError: (error) => logger.warn({ err: error }, 'vector store upkeep failed; will be repeated'),
  });
  return {
    ...store,
    async close() {
      await store.close();
      await claim?.release();
    },
  };
}

const claimWriting = (directory: string) =>
  lockDataDir({ dataDir: directory }).catch((error: unknown) => {
    if (!(error instanceof DataDirLockedError)) throw error;
    throw new ConfigError([
      `QDRANT_URL: several workers need Qdrant; the files of LanceDB are written by one (${error.message})`,
    ]);
  });
