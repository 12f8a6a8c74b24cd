import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.js';

/** Written last, inside what was fetched: its presence and the size it names tell a whole folder from a part. */
const Receipt = z.object({ file: z.string(), bytes: z.number().int().positive() });
const receiptName = 'installed.json';
const scratchPrefix = '.fetching-';
/** A scratch folder this old belongs to a fetch that was interrupted. */
const abandonedAfterMs = 60 * 60_000;

export const servicesCache = (cacheDir: string): string => join(cacheDir, 'services');

/** The wanted file of a folder fetched earlier; undefined when the folder is missing or not whole. */
export async function findInCache(cacheDir: string, name: string): Promise<string | undefined> {
  const folder = join(servicesCache(cacheDir), name);
  const receipt = readJsonFile(join(folder, receiptName), Receipt);
  if (!receipt) return undefined;
  const path = join(folder, receipt.file);
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() && found.size === receipt.bytes ? path : undefined;
}

/**
 * Runs `install` in a scratch folder and moves its result into the cache in one step, so that nobody ever sees a
 * part of it and several processes may fetch the same thing at once.
 * @param install fills `content` (which it may have to create) and returns the wanted file's path within it;
 *   `scratch` is for whatever else it needs.
 * @returns the absolute path of the wanted file in the cache.
 */
export async function fetchIntoCache({
  cacheDir,
  name,
  install,
}: {
  cacheDir: string;
  name: string;
  install: (folders: { scratch: string; content: string }) => Promise<string>;
}): Promise<string> {
  const parent = servicesCache(cacheDir);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const scratch = join(parent, `${scratchPrefix}${name}-${randomBytes(6).toString('hex')}`);
  const content = join(scratch, 'content');
  await mkdir(content, { recursive: true });
  try {
    const file = await install({ scratch, content });
    const { size } = await stat(join(content, file));
    await chmod(join(content, file), 0o755);
    writeJsonFile(join(content, receiptName), { file, bytes: size } satisfies z.output<typeof Receipt>);
    return await place({ cacheDir, name, scratch, content, file });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A rename onto a folder that is not empty fails: then either another process was faster, or a part is in the way. */
async function place({
  cacheDir,
  name,
  scratch,
  content,
  file,
}: {
  cacheDir: string;
  name: string;
  scratch: string;
  content: string;
  file: string;
}): Promise<string> {
  const final = join(servicesCache(cacheDir), name);
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(content, final);
      return join(final, file);
    } catch (error) {
      const whole = await findInCache(cacheDir, name);
      if (whole) return whole;
      if (attempt === 3) throw error;
      await rename(final, join(scratch, `replaced-${attempt}`)).catch(() => undefined);
    }
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(scratchPrefix)) continue;
    const path = join(parent, entry);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > abandonedAfterMs)
      await rm(path, { recursive: true, force: true });
  }
}
