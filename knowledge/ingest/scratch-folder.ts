import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepStale } from '../../platform/files/sweep-stale.js';

/** Nothing is worked on for so long: the process that made such a folder was killed. */
const staleMs = 2 * 3_600_000;
const betweenSweepsMs = 3_600_000;
let sweptAt = 0;

/**
 * Runs work with an empty folder inside `parent` that is removed afterwards; now and then what killed processes left there
 * goes too.
 */
export async function withScratchFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  if (Date.now() - sweptAt > betweenSweepsMs) {
    sweptAt = Date.now();
    await sweepStale(parent, staleMs);
  }
  const folder = await mkdtemp(join(parent, 'archive-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
