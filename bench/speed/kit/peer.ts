import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Peer {
  url: string;
  pid: number;
  /** Milliseconds from the command to the first line. */
  startedIn: number;
  stop(): Promise<void>;
}

const folder = join(import.meta.dirname, '../peers');

/**
 * Starts what the platform is compared with, in a process of its own, as a program of ours is started. It prints its
 * address when it is ready. @throws Error when it ends before
 */
export async function startPeer(name: string, environment: Record<string, string>): Promise<Peer> {
  const start = performance.now();
  const child = spawn(process.execPath, [join(folder, `${name}.mjs`)], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await new Promise<string>((done, failed) => {
    createInterface(child.stdout).once('line', done);
    void ended.then(() => failed(new Error(`${name} ended before it was ready`)));
  });
  return {
    ...{ url, pid: child.pid ?? 0, startedIn: performance.now() - start },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
