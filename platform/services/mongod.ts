import { serviceFolder, startLocalService, type LocalServiceOptions } from './local-service.js';
import { ensurePrimary, replicaSet } from './mongo-replica-set.js';
import type { SupervisedProcess } from './supervised-process.js';
import { isListening } from './tcp-probe.js';

/** Where a MongoDB that was started here is reached. */
export const localMongodUrl = (port: number): string =>
  `mongodb://127.0.0.1:${port}/platform?replicaSet=${replicaSet}`;

/** Starts MongoDB as a replica set of one, without which there are no transactions and no change streams. */
export async function startMongod(
  options: LocalServiceOptions,
): Promise<{ process: SupervisedProcess; url: string }> {
  const { dataDir, port } = options;
  const host = `127.0.0.1:${port}`;
  const args = [
    ...['--dbpath', serviceFolder(dataDir, 'mongod'), '--port', String(port), '--bind_ip', '127.0.0.1'],
    ...['--nounixsocket', '--replSet', replicaSet, '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '128'],
    // A process that dies within a transaction leaves its locks behind until then; all of ours take moments.
    ...['--setParameter', 'transactionLifetimeLimitSeconds=15'],
    // Or each connection leaves two lines in the log.
    '--quiet',
  ];
  const ready = async () => (await isListening(port)) && ensurePrimary(host);
  const process = await startLocalService({ name: 'mongod', args, ready, options });
  return { process, url: localMongodUrl(port) };
}
