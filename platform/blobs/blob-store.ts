import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Originals, addressed by the SHA-256 of their content within an organisation. */
export interface BlobStore {
  /** Takes a file over (the original may be removed afterwards). Storing the same content again changes nothing. */
  putFile(organizationId: string, sha256: string, path: string): Promise<void>;
  /** Stores bytes and returns their hash. */
  putBytes(organizationId: string, bytes: Uint8Array): Promise<string>;
  /** A local path that can be read until the blob is deleted. @throws when there is no such blob */
  path(organizationId: string, sha256: string): Promise<string>;
  read(organizationId: string, sha256: string): Readable;
  /** Deletes a blob unless it is in use. `isUsed` is asked again when nobody can reach it any more, and keeps it then. */
  deleteUnless(organizationId: string, sha256: string, isUsed: () => Promise<boolean>): Promise<void>;
}

/** Blobs in a folder; a write is complete or absent, never half. */
export function createFolderBlobStore(directory: string): BlobStore {
  const locate = (organizationId: string, sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256) || !/^[0-9a-z]{1,64}$/.test(organizationId))
      throw new Error('not a blob address');
    return join(directory, organizationId, sha256.slice(0, 2), sha256);
  };
  const exists = (path: string): Promise<boolean> =>
    access(path, constants.R_OK).then(
      () => true,
      () => false,
    );
  const store = async (target: string, write: (temporary: string) => Promise<void>): Promise<void> => {
    if (await exists(target)) return;
    await mkdir(dirname(target), { recursive: true });
    const temporary = `${target}.${randomUUID()}`;
    try {
      await write(temporary);
      await rename(temporary, target);
    } finally {
      await rm(temporary, { force: true });
    }
  };
  return {
    putFile: (organizationId, sha256, path) =>
      store(locate(organizationId, sha256), (temporary) =>
        copyFile(path, temporary, constants.COPYFILE_FICLONE),
      ),
    async putBytes(organizationId, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await store(locate(organizationId, sha256), (temporary) =>
        writeFile(temporary, bytes, { flush: true }),
      );
      return sha256;
    },
    async path(organizationId, sha256) {
      const path = locate(organizationId, sha256);
      await access(path, constants.R_OK);
      return path;
    },
    read: (organizationId, sha256) => createReadStream(locate(organizationId, sha256)),
    async deleteUnless(organizationId, sha256, isUsed) {
      const target = locate(organizationId, sha256);
      if (await isUsed()) return;
      const aside = `${target}.${randomUUID()}`;
      const isMine = await rename(target, aside).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          // Never there, or another deletion was quicker.
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
      if (!isMine) return;
      if (await isUsed()) await rename(aside, target);
      else await rm(aside);
    },
  };
}
