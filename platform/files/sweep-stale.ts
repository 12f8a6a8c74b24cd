import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes the files and folders in a folder that nothing was written into for so long: whoever made them was killed. A
 * folder that is not there yet has none.
 */
export async function sweepStale(folder: string, olderThanMs: number): Promise<void> {
  const oldest = Date.now() - olderThanMs;
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < oldest) await rm(path, { recursive: true, force: true });
  }
}
