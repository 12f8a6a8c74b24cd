import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const dropped = '.dropped-';

/**
 * Removes a table with all its versions. The folder is renamed first, which is atomic: a process that dies in
 * between leaves no half of a table, only a folder that `sweepDropped` removes.
 */
export async function dropTable(directory: string, name: string): Promise<void> {
  const grave = join(directory, `${name}${dropped}${randomUUID()}`);
  try {
    await rename(join(directory, `${name}.lance`), grave);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(grave, { recursive: true, force: true });
}

/** Removes what an earlier process could not finish dropping. */
export async function sweepDropped(directory: string): Promise<void> {
  const leftovers = (await readdir(directory)).filter((name) => name.includes(dropped));
  await Promise.all(leftovers.map((name) => rm(join(directory, name), { recursive: true, force: true })));
}
