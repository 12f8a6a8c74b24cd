import { errorMessage } from '../errors/app-error.js';
import { lockDataDir } from './data-dir-lock.js';
import { keepPorts } from './ports.js';
import type { ServiceSource } from './service-types.js';
import { startOne, type StartContext, type StartedService } from './start-one-service.js';
import type { LocalServiceName, ServiceUrls, StartServicesOptions } from './start-options.js';
import { stopOrphans } from './stop-orphans.js';
import type { SupervisedProcess } from './supervised-process.js';

export interface RunningServices {
  urls: ServiceUrls;
  sources: Record<LocalServiceName, ServiceSource>;
  /** What was started here; services configured by URL are missing. */
  processes: Partial<Record<LocalServiceName, SupervisedProcess>>;
  /** Stops what was started here, the last first. */
  stop: () => Promise<void>;
}

/**
 * Starts what is not configured by URL, side by side, and waits until all of it is ready. If one cannot be started,
 * the others are stopped again.
 * @throws ServiceNotFoundError, DataDirLockedError, or Error with the last lines of a service that does not start.
 */
export async function startServices(options: StartServicesOptions): Promise<RunningServices> {
  const { config } = options;
  const given = {
    mongod: config.MONGODB_URL,
    valkey: config.REDIS_URL,
    temporal: config.TEMPORAL_ADDRESS,
  };
  const { only = ['mongod', 'valkey', 'temporal'] as const } = options;
  const missing = only.filter((name) => !given[name]);
  const local = missing.length > 0 ? await startMissing(missing, options) : nothing;
  const configured = {
    mongodbUrl: given.mongod,
    redisUrl: given.valkey,
    temporalAddress: given.temporal,
    temporalUiUrl: config.TEMPORAL_UI_URL,
  };
  const each = <T>(pick: (service: StartedService) => T) =>
    Object.fromEntries(local.started.map((service) => [service.name, pick(service)]));
  return {
    // Each that is needed was either given or started; what was given comes last and wins.
    urls: Object.assign({}, ...local.started.map(({ urls }) => urls), defined(configured)) as ServiceUrls,
    sources: { mongod: 'url', valkey: 'url', temporal: 'url', ...each(({ source }) => source) },
    processes: each(({ process }) => process),
    stop: local.stop,
  };
}

const defined = (values: Partial<ServiceUrls>): Partial<ServiceUrls> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

interface LocalServices {
  started: StartedService[];
  stop: () => Promise<void>;
}

const nothing: LocalServices = { started: [], stop: async () => {} };

async function startMissing(
  names: readonly LocalServiceName[],
  options: StartServicesOptions,
): Promise<LocalServices> {
  const lock = options.lock ?? (await lockDataDir({ dataDir: options.config.DATA_DIR }));
  const release = async () => (options.lock ? undefined : lock.release());
  try {
    const started = await startAll(names, { ...options, dataDir: lock.dataDir });
    const stop = async () => {
      for (const { process } of started.toReversed()) await process.stop();
      await release();
    };
    return { started, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

async function startAll(
  names: readonly LocalServiceName[],
  context: Omit<StartContext, 'ports'>,
): Promise<StartedService[]> {
  const { dataDir, logger } = context;
  const orphans = await stopOrphans({ dataDir });
  if (orphans.length > 0) logger.warn({ orphans }, 'stopped services that an earlier start left running');
  const ports = await keepPorts({ dataDir, names: ['mongod', 'valkey', 'temporal', 'temporal-ui'] });
  const results = await Promise.allSettled(names.map((name) => startOne(name, { ...context, ports })));
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (failures.length === 0) return started;
  await Promise.all(started.map(({ process }) => process.stop()));
  throw failures.length === 1 ? failures[0] : new Error(failures.map(errorMessage).join('\n\n'));
}
