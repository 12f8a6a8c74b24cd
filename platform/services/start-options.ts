import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import type { DataDirLock } from './data-dir-lock.js';
import type { Environment, Fetch, OnProgress } from './service-types.js';

export type LocalServiceName = 'mongod' | 'valkey' | 'temporal';

export interface ServiceUrls {
  mongodbUrl: string;
  redisUrl: string;
  temporalAddress: string;
  /** Missing when Temporal is configured by address and its UI is not. */
  temporalUiUrl?: string;
}

export type ServicesConfig = Pick<
  Config,
  | 'MONGODB_URL'
  | 'REDIS_URL'
  | 'TEMPORAL_ADDRESS'
  | 'TEMPORAL_UI_URL'
  | 'TEMPORAL_NAMESPACE'
  | 'DATA_DIR'
  | 'CACHE_DIR'
>;

export interface StartServicesOptions {
  /** For a command that needs only some of them; all without. */
  only?: readonly LocalServiceName[];
  config: ServicesConfig;
  /** For PATH and for the children; nothing is read from this process's own. */
  environment: Environment;
  logger: Logger;
  onProgress?: OnProgress;
  /** `Name=Type`, registered with a Temporal that is started here. */
  searchAttributes?: readonly string[];
  /** The caller's lock of DATA_DIR. Without one it is locked here until `stop`, if anything is started. */
  lock?: DataDirLock;
  fetch?: Fetch;
}
