import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { createLanceStore } from '../../platform/vectors/lancedb.store.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';

/** The embedded store, shared by processes over one folder; only the worker writes. */
export const createVectorStore = (config: Config, { writer }: { writer: boolean }): Promise<VectorStore> =>
  Promise.resolve(createLanceStore({ directory: join(config.DATA_DIR, 'vectors'), writer }));
