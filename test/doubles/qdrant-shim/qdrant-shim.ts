import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installShimPackages } from './install.js';

/** Answers the next `times` requests whose path matches with a status, late, or not at all. */
export interface QdrantFault {
  path?: string;
  times?: number;
  status?: number;
  retryAfter?: number;
  delayMs?: number;
  drop?: boolean;
}

export interface QdrantRequest {
  method: string;
  path: string;
  body: unknown;
}

export interface QdrantShim {
  url: string;
  fail(...faults: QdrantFault[]): Promise<void>;
  /** What was asked since the last `forget`. */
  requests(): Promise<QdrantRequest[]>;
  forget(): Promise<void>;
  /** Builds graphs and quantised vectors. @returns how many vectors of each collection are in them */
  optimize(): Promise<number[]>;
  stop(): Promise<void>;
}

/** Starts the double of server.py as a process of its own. */
export async function startQdrantShim({
  apiKey,
  port = 0,
  version,
  indexingThreshold,
}: {
  apiKey?: string;
  port?: number;
  version?: string;
  /** Kilobytes of vectors from which they are indexed. */
  indexingThreshold?: number;
} = {}): Promise<QdrantShim> {
  const packages = await installShimPackages();
  const args = ['-u', join(import.meta.dirname, 'server.py'), packages, '--port', String(port)];
  if (apiKey) args.push('--api-key', apiKey);
  if (version) args.push('--version', version);
  if (indexingThreshold) args.push('--indexing-threshold', String(indexingThreshold));
  const child = spawn('python3', args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const firstLine = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child
      .once('error', reject)
      .once('exit', () => reject(new Error('the Qdrant double ended before it listened')));
  });
  const url = `http://127.0.0.1:${Number(firstLine)}`;
  return {
    url,
    async fail(...faults) {
      await fetch(`${url}/__faults`, { method: 'POST', body: JSON.stringify(faults) });
    },
    requests: async () => (await (await fetch(`${url}/__requests`)).json()) as QdrantRequest[],
    async forget() {
      await fetch(`${url}/__requests`, { method: 'DELETE' });
    },
    optimize: async () => (await (await fetch(`${url}/__optimize`, { method: 'POST' })).json()) as number[],
    async stop() {
      // The end of its input ends it, also when this process is killed.
      child.stdin.end();
      await exited;
    },
  };
}

/**
 * False, with a loud reason, where the double's packages are neither cached nor to be fetched.
 * @throws in CI (`CI` is set), where these tests must not be left out.
 */
export async function canRunQdrantShim(): Promise<boolean> {
  try {
    await installShimPackages();
    return true;
  } catch (error) {
    if (process.env.CI) throw error;
    process.stderr.write(
      `\nSKIPPED: Qdrant's engine for the tests is not cached and cannot be fetched: ${String(error)}\n`,
    );
    return false;
  }
}
