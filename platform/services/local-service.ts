import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './service-types.js';
import { SupervisedProcess, type SupervisionTiming } from './supervised-process.js';
import type { Probe } from './wait-until-ready.js';

/** What every local service is started with. */
export interface LocalServiceOptions {
  /** The program, as `resolveService` found it. */
  binary: string;
  /** Absolute; the service keeps its files in a folder of its own name below it. */
  dataDir: string;
  /** On 127.0.0.1, the only address that is listened on. */
  port: number;
  environment: Environment;
  timing?: Partial<SupervisionTiming>;
  /** Called before the process starts, to follow its events from the first. */
  observe?: (process: SupervisedProcess) => void;
}

export const serviceFolder = (dataDir: string, name: string): string => join(dataDir, name);
export const serviceLog = (dataDir: string, name: string): string => join(dataDir, 'logs', `${name}.log`);

/** Starts a service under supervision, its output in `DATA_DIR/logs/<name>.log`, and waits until it is ready. */
export async function startLocalService({
  name,
  args,
  ready,
  options,
}: {
  name: string;
  args: string[];
  ready: Probe;
  options: LocalServiceOptions;
}): Promise<SupervisedProcess> {
  const { binary, dataDir, environment, timing, observe } = options;
  await mkdir(serviceFolder(dataDir, name), { recursive: true, mode: 0o700 });
  const output = { file: serviceLog(dataDir, name) };
  const process = new SupervisedProcess({ name, command: binary, args, environment, output, ready, timing });
  observe?.(process);
  await process.start();
  return process;
}
