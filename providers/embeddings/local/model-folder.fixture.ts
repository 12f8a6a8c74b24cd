import { join, resolve } from 'node:path';
import { resolveModelFolder, type LocalModelName } from '../../../platform/services/index.js';

export const projectRoot = resolve(import.meta.dirname, '../../..');

/** The folder with a published model, fetched when the cache lacks it. */
export async function modelFolder(name?: LocalModelName): Promise<string> {
  const cacheDir = process.env.CACHE_DIR ?? join(projectRoot, '.cache');
  return (await resolveModelFolder({ environment: process.env, cacheDir }, name)).folder;
}
