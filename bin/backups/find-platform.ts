import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { runningWorkers } from '../compose/running-workers.js';
import {
  DataDirLockedError,
  localMongodUrl,
  lockDataDir,
  type DataDirLock,
} from '../../platform/services/index.js';
import { readJsonFile } from '../../platform/services/json-file.js';

/** Either the platform runs, and its database is there, or the data folder is this command's for the time being. */
export type FoundPlatform = { isRunning: true; mongodbUrl: string } | { isRunning: false; lock: DataDirLock };

/** Looks whether a platform runs that can be asked. @throws DataDirLockedError when something else uses the data folder */
export async function findPlatform(config: Config, logger: Logger): Promise<FoundPlatform> {
  const lock = await lockDataDir({ dataDir: config.DATA_DIR }).catch((error: unknown) => {
    // The launcher tells its address, other commands have none.
    if (error instanceof DataDirLockedError && error.holder?.url) return null;
    throw error;
  });
  if (!lock) return { isRunning: true, mongodbUrl: config.MONGODB_URL ?? localDatabase(config) };
  if (config.MONGODB_URL && (await runningWorkers(config, logger)) > 0) {
    await lock.release();
    return { isRunning: true, mongodbUrl: config.MONGODB_URL };
  }
  return { isRunning: false, lock };
}

function localDatabase({ DATA_DIR }: Config): string {
  const ports = readJsonFile(
    join(DATA_DIR, 'services', 'ports.json'),
    z.looseObject({ mongod: z.number().int() }),
  );
  if (!ports) throw new Error(`${DATA_DIR} does not tell where its database is.`);
  return localMongodUrl(ports.mongod);
}
