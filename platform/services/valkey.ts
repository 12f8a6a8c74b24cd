import { serviceFolder, startLocalService, type LocalServiceOptions } from './local-service.js';
import type { SupervisedProcess } from './supervised-process.js';
import { exchange } from './tcp-probe.js';

/** Starts Valkey (or Redis) with an append-only file, so that queues survive a restart. */
export async function startValkey(
  options: LocalServiceOptions,
): Promise<{ process: SupervisedProcess; url: string }> {
  const { dataDir, port } = options;
  const args = [
    ...['--bind', '127.0.0.1', '--port', String(port), '--dir', serviceFolder(dataDir, 'valkey')],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'],
    // Otherwise it overwrites its command line, by which an orphan is recognised.
    ...['--set-proc-title', 'no'],
  ];
  const process = await startLocalService({ name: 'valkey', args, ready: () => answersPing(port), options });
  return { process, url: `redis://127.0.0.1:${port}/0` };
}

/** While it loads its data it answers `-LOADING`, which is not ready. */
const answersPing = (port: number): Promise<boolean> =>
  exchange(port, (socket, done) => {
    socket.once('data', (answer) => done(answer.toString().startsWith('+PONG')));
    socket.write('PING\r\n');
  });
