import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askHolder, type LockHolder } from './lock-holder.js';
import { removeStaleSocket } from './stale-socket.js';

export interface DataDirLock {
  /** The data folder with its links resolved: the same for everyone who uses it. */
  dataDir: string;
  /** What a second start is told, e.g. the URL once it is known. */
  update: (holder: Partial<Pick<LockHolder, 'url'>>) => void;
  release: () => Promise<void>;
}

/** Another process uses the data folder. */
export class DataDirLockedError extends Error {
  readonly holder: LockHolder | undefined;

  constructor(dataDir: string, holder: LockHolder | undefined) {
    const { pid, url, startedAt } = holder ?? {};
    const who = pid
      ? `process ${pid}${url ? ` (${url})` : ''}, started ${startedAt}`
      : 'a process that does not answer';
    super(`${dataDir} is in use by ${who}. Stop it first, or set DATA_DIR to another folder.`);
    this.name = 'DataDirLockedError';
    this.holder = holder;
  }
}

/** Longest socket path that every system takes (macOS: 104 bytes with the final zero). */
const longestPath = 100;
const attempts = 50;

/**
 * Claims a data folder for this process. The claim is a listening local socket, because the system gives that up when
 * its holder dies, however it dies.
 * @throws DataDirLockedError naming the holder's process and URL.
 */
export async function lockDataDir({ dataDir, url }: { dataDir: string; url?: string }): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = await realpath(dataDir);
  const path = socketPath(folder);
  const holder: LockHolder = { pid: process.pid, url, startedAt: new Date().toISOString() };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const server = await listen(path, () => holder);
    if (server) {
      return {
        dataDir: folder,
        update: (change) => void Object.assign(holder, change),
        release: () => new Promise((resolve) => server.close(() => resolve())),
      };
    }
    const answer = await askHolder(path);
    if (answer.state === 'held') throw new DataDirLockedError(folder, answer.holder);
    await removeStaleSocket(path);
    await sleep(20);
  }
  throw new DataDirLockedError(folder, undefined);
}

/** In the folder itself, where neither cleaners of temporary files nor another TMPDIR come between, if it is short enough. */
function socketPath(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\data-dir-${hash}`;
  const inside = join(folder, 'lock.sock');
  return Buffer.byteLength(inside) <= longestPath ? inside : join(tmpdir(), `data-dir-${hash}.sock`);
}

/** Listens and answers everyone with the holder; undefined when the path is taken. */
function listen(path: string, holder: () => LockHolder): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(JSON.stringify(holder()));
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    // The lock alone keeps no process running.
    server.listen(path, () => resolve(server.unref()));
  });
}
