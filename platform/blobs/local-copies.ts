import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

export interface LocalCopiesOptions {
  directory: string;
  /** Copies beyond this many bytes are removed, those used least recently first. */
  maxBytes?: number;
  /** Deleted content must not stay on a disk for ever. Milliseconds. */
  maxAgeMs?: number;
}

export interface LocalCopies {
  /** The path of a copy, made by `download` unless there is one; asked for twice at a time it is made once. */
  path(name: string, download: (target: string) => Promise<void>): Promise<string>;
  forget(name: string): Promise<void>;
}

const gigabyte = 1024 ** 3;
/** A copy that was just handed out is about to be read. */
const inUseMs = 10 * 60_000;

/** Copies of remote files for readers that need a path; removed by age and total size. */
export function createLocalCopies({
  directory,
  maxBytes = 2 * gigabyte,
  maxAgeMs = 24 * 3_600_000,
}: LocalCopiesOptions): LocalCopies {
  const underWay = new Map<string, Promise<string>>();

  const fetchCopy = async (name: string, download: (target: string) => Promise<void>): Promise<string> => {
    const path = join(directory, name);
    const now = new Date();
    const kept = await utimes(path, now, now).then(
      () => true,
      () => false,
    );
    if (kept) return path;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const temporary = `${path}.${randomUUID()}`;
    try {
      await download(temporary);
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
    await evict();
    return path;
  };

  const evict = async (): Promise<void> => {
    const copies = (await describeFiles(directory)).sort((a, b) => b.usedAt - a.usedAt);
    let total = 0;
    for (const { path, size, usedAt } of copies) {
      total += size;
      const idleMs = Date.now() - usedAt;
      if (idleMs > maxAgeMs || (total > maxBytes && idleMs > inUseMs)) await rm(path, { force: true });
    }
  };

  return {
    path(name, download) {
      const running = underWay.get(name);
      if (running) return running;
      const copy = fetchCopy(name, download).finally(() => underWay.delete(name));
      underWay.set(name, copy);
      return copy;
    },
    forget: (name) => rm(join(directory, name), { force: true }),
  };
}

async function describeFiles(directory: string): Promise<{ path: string; size: number; usedAt: number }[]> {
  const names = await readdir(directory).catch(() => []);
  const described = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      // Another process may have removed it meanwhile.
      const found = await stat(path).catch(() => null);
      return found ? [{ path, size: found.size, usedAt: found.mtimeMs }] : [];
    }),
  );
  return described.flat();
}
