import { mkdir, rm, rmdir, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { askHolder } from './lock-holder.js';

/** A removal takes far less; a marker this old was left by a process that died in the middle. */
const abandonedAfterMs = 5_000;
/** Between a socket's bind and its listen, connections are refused: a stale one still refuses a moment later. */
const certainAfterMs = 100;

/**
 * Removes the socket file of a holder that died. One process at a time, or the second could remove the new socket of
 * the first: making a folder is the step that only one of them can take.
 */
export async function removeStaleSocket(path: string): Promise<void> {
  const marker = `${path}.removing`;
  if (!(await claim(marker))) return;
  try {
    await sleep(certainAfterMs);
    if ((await askHolder(path)).state === 'gone') await rm(path, { force: true });
  } finally {
    await rmdir(marker).catch(() => {});
  }
}

async function claim(marker: string): Promise<boolean> {
  try {
    await mkdir(marker);
    return true;
  } catch {
    const found = await stat(marker).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > abandonedAfterMs) await rmdir(marker).catch(() => {});
    return false;
  }
}
