import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serviceFolder, startLocalService, type LocalServiceOptions } from './local-service.js';
import type { SupervisedProcess } from './supervised-process.js';
import { isListening } from './tcp-probe.js';
import { ensureNamespace } from './temporal-namespace.js';

const run = promisify(execFile);

/** Where tasks wait for a worker they are handed out by organisation (`fairnessKey`), exactly only in one partition. */
export const fairTurns = {
  'matching.useNewMatcher': true,
  'matching.enableFairness': true,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};

/** Flags that older command line tools do not know, and that nothing depends on. */
const optionalFlags = ['--ui-disable-news-fetch'];

export interface LocalTemporalOptions extends LocalServiceOptions {
  uiPort: number;
  namespace: string;
  /** Registered at each start, as `Name=Type`; the types are Temporal's, e.g. `Keyword`. */
  searchAttributes?: readonly string[];
}

/** Starts Temporal's development server with its web UI, all state in one SQLite file. */
export async function startTemporal(
  options: LocalTemporalOptions,
): Promise<{ process: SupervisedProcess; address: string; uiUrl: string }> {
  const { binary, dataDir, port, uiPort, namespace, searchAttributes = [], environment } = options;
  const address = `127.0.0.1:${port}`;
  const { stdout: help } = await run(binary, ['server', 'start-dev', '--help'], { env: environment });
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
    ...['--db-filename', join(serviceFolder(dataDir, 'temporal'), 'temporal.db'), '--namespace', namespace],
    ...searchAttributes.flatMap((attribute) => ['--search-attribute', attribute]),
    ...['--log-level', 'warn', '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL'],
    ...Object.entries(fairTurns).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
    ...optionalFlags.filter((flag) => help.includes(flag)),
  ];
  const ready = async () => (await isListening(port)) && ensureNamespace({ address, namespace });
  const process = await startLocalService({ name: 'temporal', args, ready, options });
  return { process, address, uiUrl: `http://127.0.0.1:${uiPort}` };
}
