import { join } from 'node:path';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { createFolderBlobStore } from '../../platform/blobs/folder.blob-store.js';
import { parseS3Url } from '../../platform/blobs/s3-url.js';
import { ConfigError, type Config } from '../../platform/config/config.js';
import { AppError, errorMessage } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';

/** Originals in the bucket that is configured, otherwise in a folder that all processes share. */
export async function createBlobStore({
  config,
  logger,
}: {
  config: Config;
  logger: Logger;
}): Promise<BlobStore> {
  const location = config.S3_URL ? parseS3Url(config.S3_URL) : null;
  if (!location) return createFolderBlobStore(join(config.DATA_DIR, 'blobs'));
  // The SDK takes a while to load, which only those pay who use it.
  const { createS3BlobStore } = await import('../../platform/blobs/s3.blob-store.js');
  const store = createS3BlobStore({ location, copiesDirectory: join(config.DATA_DIR, 'blob-copies') });
  await store.ping().catch((error: unknown) => {
    // An outage passes; a wrong name or key does not.
    if (!(error instanceof AppError)) throw new ConfigError([`S3_URL: ${errorMessage(error)}`]);
    logger.warn({ err: error }, 'the file storage does not answer; starting without it');
  });
  return store;
}
