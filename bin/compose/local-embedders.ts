import type { Logger } from '../../platform/logging/logger.js';
import { resolveModelFolder, type LocalModelName } from '../../platform/services/index.js';
import {
  createLocalEmbedder,
  createMultilingualEmbedder,
  englishModel,
  multilingualModel,
} from '../../providers/index.js';

/** The multilingual model takes more memory and has processes of its own. */
const multilingualProcesses = 2;

/** The models that run on this machine; each is fetched and started when it is first opened. */
export function localEmbedders({
  cacheDir,
  threads,
  logger,
}: {
  cacheDir: string;
  threads: number;
  logger: Logger;
}) {
  const folderOf = async (name: LocalModelName): Promise<string> =>
    (await resolveModelFolder({ environment: process.env, cacheDir }, name)).folder;
  return {
    english: {
      ...englishModel,
      open: async () =>
        createLocalEmbedder({ modelDir: await folderOf('minilm'), cacheDir, threads, logger }),
    },
    multilingual: {
      ...multilingualModel,
      open: async () =>
        createMultilingualEmbedder({
          findFolder: () => folderOf('e5'),
          processes: Math.min(threads, multilingualProcesses),
          logger,
        }),
    },
  };
}
