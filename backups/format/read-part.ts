import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.js';
import type { BackupKeys } from './backup-keys.js';
import { readFrames, type Frame } from './frames.js';
import type { ManifestPart } from './manifest.js';
import { openPart } from './seal-part.js';

/**
 * The content of one part. At its end, and not before, everything about it was as the manifest says.
 * @throws BackupError that names the part when it is missing, shorter or otherwise another one than was written
 */
export async function* readPart(
  part: ManifestPart,
  { folder, backupId, keys }: { folder: string; backupId: string; keys: BackupKeys },
): AsyncGenerator<Frame> {
  const { name } = part;
  const path = join(folder, name);
  const size = await stat(path).then(
    ({ size }) => size,
    () => {
      throw new BackupError(`${name} is missing.`);
    },
  );
  if (size !== part.bytes)
    throw new BackupError(`${name} has ${size} bytes instead of ${part.bytes}: it was cut or changed.`);
  const [file, content] = [createHash('sha256'), createHash('sha256')];
  let contentBytes = 0;
  const stored = measured(createReadStream(path) as AsyncIterable<Buffer>, (chunk) => file.update(chunk));
  const packed = openPart(stored, { key: keys.parts, identity: { backupId, name } });
  const unpacked = measured(gunzip(packed), (chunk) => {
    content.update(chunk);
    contentBytes += chunk.length;
    if (contentBytes > part.contentBytes) throw damaged(name);
  });
  // Also the content of an original, which is read by who gets the frame.
  yield* named(readFrames(named(unpacked, name)), name);
  if (
    file.digest('hex') !== part.sha256 ||
    content.digest('hex') !== part.contentSha256 ||
    contentBytes !== part.contentBytes
  )
    throw damaged(name);
}

const damaged = (name: string, cause?: unknown) =>
  Object.assign(new BackupError(`${name} is damaged: its checksum differs.`), { cause });

/** Damage is told as that, whatever it looks like to who unpacks or takes apart. */
async function* named<T>(source: AsyncIterable<T>, name: string): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw error instanceof BackupError && error.message.includes(name) ? error : damaged(name, error);
  }
}

async function* measured(
  source: AsyncIterable<Buffer>,
  measure: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    measure(chunk);
    yield chunk;
  }
}

/** By hand, so that an error of the source is told as it is. */
async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzip = createGunzip();
  const fed = (async () => {
    for await (const chunk of source)
      if (chunk.length > 0 && !unzip.write(chunk)) await new Promise((go) => unzip.once('drain', go));
    unzip.end();
  })();
  fed.catch((error: Error) => unzip.destroy(error));
  try {
    yield* unzip as AsyncIterable<Buffer>;
    await fed;
  } finally {
    unzip.destroy();
  }
}
