import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, type Config } from '../../platform/config/config.js';
import { createLogger } from '../../platform/logging/logger.js';
import {
  lockDataDir,
  resolveModelFolder,
  startServices,
  SupervisedProcess,
  type RunningServices,
  type ServiceEvent,
} from '../../platform/services/index.js';
import { searchAttributes } from '../../platform/temporal/client.js';
import { lookForVectorStore } from './vector-store.js';

/** Native libraries allocate in many threads; with an arena of its own for each of them glibc would not give back what was freed. */
const nativeMemory = { MALLOC_ARENA_MAX: '2' };

export interface RunningPlatform {
  config: Config;
  url: string;
  services: RunningServices;
  /** For people: which one, and where. */
  vectorStore: string;
  /** Resolves when the worker takes on jobs. */
  workerReady: Promise<void>;
  /** Starts the platform's own processes again, with the code that is there now. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartPlatformOptions {
  /** One line for the terminal. */
  say: (line: string) => void;
}

/**
 * Starts everything: the services that are not configured by URL, then API, worker and queues as processes of their
 * own, each watched and restarted. @throws DataDirLockedError, ConfigError, ServiceNotFoundError
 */
export async function startPlatform({ say }: StartPlatformOptions): Promise<RunningPlatform> {
  const config = loadConfig();
  const vectorStore = await lookForVectorStore(config);
  const lock = await lockDataDir({ dataDir: config.DATA_DIR });
  // The terminal is for people; what the launcher notes itself goes with warnings and above.
  const logger = createLogger({
    name: 'start',
    level: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL,
  });
  const stops: (() => Promise<void>)[] = [() => lock.release()];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const onProgress = progressLines(say);
    const [services] = await Promise.all([
      startServices({
        config,
        environment: process.env,
        logger,
        lock,
        onProgress,
        searchAttributes: Object.entries(searchAttributes).map(([name, type]) => `${name}=${type}`),
      }).then((started) => {
        stops.push(() => started.stop());
        return started;
      }),
      config.EMBEDDINGS_URL
        ? undefined
        : resolveModelFolder({ environment: process.env, cacheDir: config.CACHE_DIR, onProgress }),
    ]);
    const scratch = await emptyScratchFolder(config);
    stops.push(() => rm(scratch, { recursive: true, force: true }));
    const environment = { ...nativeMemory, ...childEnvironment(config, services), TMPDIR: scratch };
    const api = supervise('api', { config, environment, say });
    const worker = supervise('worker', { config, environment, say });
    const queues = supervise('queues', { config, environment, say });
    stops.push(() => Promise.all([worker.stop(), queues.stop()]).then(() => undefined));
    stops.push(() => api.stop());
    const workerReady = Promise.all([worker.start(), queues.start()]).then(() => undefined);
    // Its failure is told to whoever waits for it; meanwhile it must not end this process.
    workerReady.catch(() => undefined);
    await api.start();
    const url = `http://${config.HOST}:${config.PORT}`;
    lock.update({ url });
    const reload = async (): Promise<void> => {
      await Promise.all([api, worker, queues].map((supervised) => supervised.stop()));
      await Promise.all([api, worker, queues].map((supervised) => supervised.start()));
    };
    return { config, url, services, vectorStore, workerReady, reload, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** For temporary files, which native libraries do not always remove. */
async function emptyScratchFolder({ DATA_DIR }: Config): Promise<string> {
  const folder = join(DATA_DIR, 'tmp');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** What the processes need to find the services; everything else they read as this one did. */
const childEnvironment = (config: Config, { urls }: RunningServices): NodeJS.ProcessEnv => ({
  ...process.env,
  MONGODB_URL: urls.mongodbUrl,
  REDIS_URL: urls.redisUrl,
  TEMPORAL_ADDRESS: urls.temporalAddress,
  ...(urls.temporalUiUrl ? { TEMPORAL_UI_URL: urls.temporalUiUrl } : {}),
  DATA_DIR: config.DATA_DIR,
  CACHE_DIR: config.CACHE_DIR,
  JWT_SECRET: config.JWT_SECRET,
  ENCRYPTION_KEY: config.ENCRYPTION_KEY,
  BACKUP_DIR: config.BACKUP_DIR,
  ...(config.BACKUP_KEY ? { BACKUP_KEY: config.BACKUP_KEY } : {}),
});

function supervise(
  name: 'api' | 'worker' | 'queues',
  {
    config,
    environment,
    say,
  }: { config: Config; environment: NodeJS.ProcessEnv; say: (line: string) => void },
): SupervisedProcess {
  const supervised = new SupervisedProcess({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', fileURLToPath(new URL(`./${name}.js`, import.meta.url))],
    environment,
    output: { file: join(config.DATA_DIR, 'logs', `${name}.log`) },
    ready: 'message',
    timing: { readyMs: 120_000, graceMs: 35_000 },
  });
  supervised.on('state', (state, detail) => {
    if (state === 'restarting') say(`${name} ${detail ?? 'ended'}; starting it again`);
  });
  return supervised;
}

const labels: Record<ServiceEvent['service'], string> = {
  mongod: 'MongoDB',
  valkey: 'Valkey',
  temporal: 'Temporal',
  'temporal-test-server': 'Temporal test server',
  rclone: 'rclone',
  minilm: 'Embedding model',
  e5: 'Multilingual embedding model',
};

const progressLines =
  (say: (line: string) => void) =>
  ({ service, stage, detail }: ServiceEvent): void =>
    say(`${labels[service]}: ${stage}${detail ? ` (${detail})` : ''}`);
