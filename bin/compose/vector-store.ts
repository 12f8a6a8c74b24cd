import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createLanceStore } from '../../platform/vectors/lancedb.store.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';

/** The embedded store, shared by processes over one folder; only the worker writes. */
export const createVectorStore = (
  { config, logger }: { config: Config; logger: Logger },
  { writer }: { writer: boolean },
): Promise<VectorStore> =>
  createLanceStore({
    directory: join(config.DATA_DIR, 'vectors'),
    writer,
    onUpkeepError: (error) => logger.warn({ err: error }, 'vector store upkeep failed; will be repeated'),
  });
