export { SupervisedProcess } from './supervised-process.js';
export type { ProcessState, SupervisedProcessOptions, SupervisionTiming } from './supervised-process.js';
export type { ProcessOutput } from './process-output.js';
export type { Probe, Readiness } from './wait-until-ready.js';
export { startServices } from './start-services.js';
export type { RunningServices } from './start-services.js';
export type { LocalServiceName, ServicesConfig, ServiceUrls, StartServicesOptions } from './start-options.js';
export { localMongodUrl, startMongod } from './mongod.js';
export { startValkey } from './valkey.js';
export { startTemporal, type LocalTemporalOptions } from './temporal.js';
export type { LocalServiceOptions } from './local-service.js';
export { resolveModelFolder, resolveService } from './resolve-service.js';
export type { ResolvedService, ResolveOptions } from './resolve-service.js';
export { ServiceNotFoundError } from './service-not-found-error.js';
export { DataDirLockedError, lockDataDir, type DataDirLock } from './data-dir-lock.js';
export { stopOrphans } from './stop-orphans.js';
export { RunningRecord } from './running-record.js';
export { keepPorts } from './ports.js';
export type {
  Environment,
  Fetch,
  LocalModelName,
  OnProgress,
  ServiceEvent,
  ServiceName,
  ServiceSource,
} from './service-types.js';
