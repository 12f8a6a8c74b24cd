import type { LocalServiceOptions } from './local-service.js';
import { startMongod } from './mongod.js';
import { resolveService } from './resolve-service.js';
import { RunningRecord } from './running-record.js';
import type { ServiceSource } from './service-types.js';
import type { LocalServiceName, ServiceUrls, StartServicesOptions } from './start-options.js';
import type { ProcessState, SupervisedProcess } from './supervised-process.js';
import { startTemporal } from './temporal.js';
import { startValkey } from './valkey.js';

export interface StartedService {
  name: LocalServiceName;
  source: ServiceSource;
  process: SupervisedProcess;
  urls: Partial<ServiceUrls>;
}

export interface StartContext extends Omit<StartServicesOptions, 'lock'> {
  dataDir: string;
  ports: Record<LocalServiceName | 'temporal-ui', number>;
}

/** Finds or fetches one service and starts it, telling its progress. */
export async function startOne(name: LocalServiceName, context: StartContext): Promise<StartedService> {
  const { environment, config, onProgress, fetch, dataDir, ports } = context;
  const cacheDir = config.CACHE_DIR;
  const { path: binary, source } = await resolveService(name, { environment, cacheDir, onProgress, fetch });
  const observe = (process: SupervisedProcess) => follow({ name, process, binary, context });
  const options = { binary, dataDir, port: ports[name], environment, observe };
  return { name, source, ...(await starters[name](options, context)) };
}

type Starter = (
  options: LocalServiceOptions,
  context: StartContext,
) => Promise<Pick<StartedService, 'process' | 'urls'>>;

const starters: Record<LocalServiceName, Starter> = {
  mongod: async (options) => {
    const { process, url } = await startMongod(options);
    return { process, urls: { mongodbUrl: url } };
  },
  valkey: async (options) => {
    const { process, url } = await startValkey(options);
    return { process, urls: { redisUrl: url } };
  },
  temporal: async (options, { config, ports, searchAttributes }) => {
    const namespace = config.TEMPORAL_NAMESPACE;
    const own = { uiPort: ports['temporal-ui'], namespace, searchAttributes };
    const { process, address, uiUrl } = await startTemporal({ ...options, ...own });
    return { process, urls: { temporalAddress: address, temporalUiUrl: uiUrl } };
  },
};

function follow({
  name,
  process,
  binary,
  context: { dataDir, onProgress, logger },
}: {
  name: LocalServiceName;
  process: SupervisedProcess;
  binary: string;
  context: StartContext;
}): void {
  new RunningRecord(dataDir).follow(process, binary);
  process.on('state', (stage: ProcessState, detail) => {
    onProgress?.({ service: name, stage, detail });
    if (stage === 'restarting') logger.warn({ service: name, detail }, 'a local service is restarted');
    else logger.debug({ service: name, stage, detail }, 'local service');
  });
}
