import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { resolveService, SupervisedProcess } from '../../platform/services/index.js';
import { freePort } from './platform.js';

export interface S3Server {
  /** Without bucket and credentials. */
  port: number;
  /** Where its buckets are folders. */
  folder: string;
  process: SupervisedProcess;
  stop(): Promise<void>;
}

export const s3Credentials = { key: 'test-key', secret: 'test/secret+with=signs' };

/** A server of the S3 protocol that checks signatures, over a temporary folder. */
export async function startS3Server(buckets: string[]): Promise<S3Server> {
  const { path } = await resolveService('rclone', { environment: process.env, cacheDir: resolve('.cache') });
  const folder = await mkdtemp(join(tmpdir(), 's3-'));
  for (const bucket of buckets) await mkdir(join(folder, bucket));
  const port = await freePort();
  const server = new SupervisedProcess({
    name: 'rclone',
    command: path,
    args: [
      ...['serve', 's3', folder, '--addr', `127.0.0.1:${port}`, '--config', '/dev/null'],
      ...['--auth-key', `${s3Credentials.key},${s3Credentials.secret}`, '--vfs-cache-mode', 'off'],
      // Without any memory for folders it can go on reading them for ever.
      ...['--dir-cache-time', '1s', '--vfs-write-back', '0s'],
    ],
    environment: process.env,
    output: { onLine: () => undefined },
    ready: async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => null)) !== null,
  });
  await server.start();
  return {
    port,
    folder,
    process: server,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
