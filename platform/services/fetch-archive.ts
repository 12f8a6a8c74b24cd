import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { reason } from './check-runs.js';
import type { Environment, Fetch } from './service-types.js';
import type { Archive } from './vendor-archives.js';

const run = promisify(execFile);

/**
 * Downloads a vendor's archive, compares its checksum where one is published, and unpacks it.
 * @returns the wanted file's path within `content`.
 */
export async function fetchArchive({
  archive,
  environment,
  fetch,
  scratch,
  content,
  onUnpacking,
}: {
  archive: Archive;
  environment: Environment;
  fetch: Fetch;
  scratch: string;
  content: string;
  onUnpacking: () => void;
}): Promise<string> {
  const file = join(scratch, 'archive');
  const response = await get(fetch, archive.url);
  if (!response.body) throw new Error(`${archive.url} answered without a body`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  if (archive.checksumUrl) await verify({ file, archive, published: await get(fetch, archive.checksumUrl) });
  onUnpacking();
  // `tar` comes with every supported system, and that of Windows and macOS reads zip files too.
  const args = ['-xf', file, '-C', content, `--strip-components=${archive.strip}`];
  await run('tar', args, { env: environment }).catch((error: unknown) => {
    throw new Error(`tar could not unpack ${archive.url}: ${reason(error)}`, { cause: error });
  });
  return archive.file;
}

async function get(fetch: Fetch, url: string): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(`${url} cannot be reached: ${reason(cause)}`, { cause: error });
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

/** The published text is `<hash>  <file name>`. */
async function verify({
  file,
  archive,
  published,
}: {
  file: string;
  archive: Archive;
  published: Response;
}): Promise<void> {
  const expected = (await published.text()).trim().split(/\s/)[0]?.toLowerCase();
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (hash.digest('hex') !== expected)
    throw new Error(`${archive.url} does not have its published SHA-256 checksum`);
}
