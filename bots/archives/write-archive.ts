import { createReadStream } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import {
  archiveFormat,
  archiveFormatVersion,
  type ArchiveManifest,
} from '../../contracts/archives.contract.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { BotContents } from './bot-contents.js';
import { contentLimits } from './content-limits.js';

/** A larger one is stored as it is: packed very well it would look like a bomb to whoever opens it. */
const compressible = 9_000_000;

/**
 * The archive of a bot as it is written: the manifest with the checksums of everything else, then the parts, then the
 * originals from blob storage. @throws AppError PAYLOAD_TOO_LARGE
 */
export function writeArchive({
  contents: { bot, parts, files, notes },
  organizationId,
  blobs,
  now = new Date(),
}: {
  contents: BotContents;
  organizationId: string;
  blobs: BlobStore;
  now?: Date;
}): Readable {
  const texts = [
    ['bot.json', json(bot)] as const,
    ...[...parts].map(([name, value]) => [`${name}.json`, json(value)] as const),
  ];
  const large = texts.find(([, bytes]) => bytes.length > contentLimits.jsonBytes);
  if (large) throw new AppError('PAYLOAD_TOO_LARGE', `${large[0]} is too large for an archive`);
  const manifest: ArchiveManifest = {
    format: archiveFormat,
    formatVersion: archiveFormatVersion,
    name: bot.name,
    exportedAt: now.toISOString(),
    entries: [
      ...texts.map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256(bytes) })),
      ...files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    ],
    notes,
  };
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.on('error', (error: Error) => output.destroy(error));
  zip.addBuffer(json(manifest), 'manifest.json', { mtime: now });
  for (const [path, bytes] of texts)
    zip.addBuffer(bytes, path, { mtime: now, compress: bytes.length < compressible });
  for (const { path, size, sha256 } of files) {
    zip.addReadStreamLazy(path, { mtime: now, size, compress: size < compressible }, (give) => {
      blobs.path(organizationId, sha256).then(
        (local) =>
          give(
            null,
            createReadStream(local).on('error', (error) => output.destroy(error)),
          ),
        (error: Error) => output.destroy(error),
      );
    });
  }
  zip.end();
  return zip.outputStream.pipe(output);
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
